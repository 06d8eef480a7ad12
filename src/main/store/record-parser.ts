/** Forms of records that are remembered; a layer has few: those with and without each optional member. */
const FORMS = 8;
/** Records after which it shows whether a layer repeats itself. */
const TRIAL = 1_000;
/** Share of new values above which remembering a member's values costs more than parsing them. */
const MOSTLY_NEW = 0.6;

/** The members of a record in their order, the text before each, and the values seen so far by their text. */
interface Form {
  example: object;
  keys: string[];
  marks: string[];
  members: Member[];
}

interface Member {
  known?: Map<string, unknown>;
  asked: number;
}

/**
 * Parses the records of one layer, which repeat themselves: a value that came before, such as a principal or a list of
 * permissions, is the same object again, so that it costs neither time nor memory. Whoever reads records must therefore
 * not change them in place.
 *
 * A record is cut where its members' names stand. A cut at a wrong place leaves brackets open or text behind, so that some
 * piece is no JSON; such a record, like one of a new form, is parsed as a whole. Equal to `JSON.parse` in any case.
 */
export class RecordParser {
  private readonly forms: Form[] = [];
  private read = 0;
  private missed = 0;

  /** @throws SyntaxError where the text is no JSON */
  parse(text: string): unknown {
    this.read++;
    for (const [at, form] of this.forms.entries()) {
      const record = cut(form, text);
      if (record === undefined) continue;
      // Records of a form come in rows, so the last one is tried first.
      if (at > 0) this.forms.unshift(...this.forms.splice(at, 1));
      return record;
    }
    const record = JSON.parse(text) as unknown;
    this.missed++;
    if (this.missed > TRIAL && this.missed > this.read / 2) this.forms.length = 0;
    else if (this.forms.length < FORMS) this.learn(record);
    return record;
  }

  private learn(record: unknown): void {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return;
    const keys = Object.keys(record);
    if (keys.length === 0) return;
    const marks = keys.map((key, at) => `${at === 0 ? '{' : ','}${JSON.stringify(key)}:`);
    this.forms.push({
      example: record,
      keys,
      marks,
      members: keys.map(() => ({ known: new Map<string, unknown>(), asked: 0 })),
    });
  }
}

/** The record, undefined where the text is of another form. */
function cut({ example, keys, marks, members }: Form, text: string): object | undefined {
  if (!text.startsWith(marks[0]!) || !text.endsWith('}')) return undefined;
  // A copy has the example's memory layout, and members in the same order.
  const record = { ...example } as Record<string, unknown>;
  let from = marks[0]!.length;
  try {
    for (let at = 0; at < keys.length; at++) {
      const next = marks[at + 1];
      const to = next === undefined ? text.length - 1 : text.indexOf(next, from);
      if (to < 0) return undefined;
      record[keys[at]!] = valueOf(members[at]!, text.slice(from, to));
      from = to + (next?.length ?? 0);
    }
  } catch {
    return undefined;
  }
  return record;
}

function valueOf(member: Member, text: string): unknown {
  const { known } = member;
  if (!known) return JSON.parse(text);
  member.asked++;
  const before = known.get(text);
  if (before !== undefined) return before;
  const value = JSON.parse(text) as unknown;
  if (known.size > TRIAL && known.size > member.asked * MOSTLY_NEW) delete member.known;
  else known.set(text, value);
  return value;
}
