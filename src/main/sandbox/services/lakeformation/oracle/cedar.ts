/** A comparison with a tag that the principal lacks is an error, which `&&` and `||` skip only where they stop before it. */
type Outcome = boolean | 'error';

/**
 * The Cedar that the console writes for attribute-based grants (G11): hasTag, getTag, ==, !=, &&, ||, parentheses over
 * `context.iam.principalTags`. Anything else makes the condition false: the grant is then conditional, not held.
 */
export function conditionHolds(expression: string, tags: Readonly<Record<string, string>>): boolean {
  const tokens = expression.match(/"(?:[^"\\]|\\.)*"|&&|\|\||==|!=|!|[().]|[A-Za-z_]\w*|\S/g) ?? [];
  let at = 0;
  const take = (token?: string): string => {
    const found = tokens[at];
    if (found === undefined || (token !== undefined && found !== token)) throw new SyntaxError(expression);
    at += 1;
    return found;
  };
  const text = (): string => JSON.parse(take()) as string;

  function call(): string | boolean | undefined {
    for (const part of ['context', '.', 'iam', '.', 'principalTags', '.']) take(part);
    const method = take();
    take('(');
    const key = text();
    take(')');
    if (method === 'hasTag') return Object.hasOwn(tags, key);
    if (method === 'getTag') return Object.hasOwn(tags, key) ? tags[key] : undefined;
    throw new SyntaxError(expression);
  }

  const value = (): string | boolean | undefined => (tokens[at]?.startsWith('"') ? text() : call());

  function comparison(): Outcome {
    if (tokens[at] === '!') {
      take('!');
      const inner = comparison();
      return inner === 'error' ? inner : !inner;
    }
    if (tokens[at] === '(') {
      take('(');
      const inner = either();
      take(')');
      return inner;
    }
    const left = value();
    const operator = tokens[at];
    if (operator !== '==' && operator !== '!=') return left === true;
    take();
    const right = value();
    if (left === undefined || right === undefined) return 'error';
    return operator === '==' ? left === right : left !== right;
  }

  function both(): Outcome {
    let result = comparison();
    while (tokens[at] === '&&') {
      take('&&');
      const right = comparison();
      if (result === true) result = right;
    }
    return result;
  }

  function either(): Outcome {
    let result = both();
    while (tokens[at] === '||') {
      take('||');
      const right = both();
      if (result === false) result = right;
    }
    return result;
  }

  try {
    const result = either();
    return at === tokens.length && result === true;
  } catch {
    return false;
  }
}
