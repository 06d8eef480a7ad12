import type { FormField } from '../../../contract/governance';

/** Simple shapes that a person can fill in; anything else is written as JSON. */
const TYPES: Record<string, FormField['type']> = {
  String: 'text',
  Integer: 'number',
  Long: 'number',
  Float: 'number',
  Double: 'number',
  Boolean: 'yes-no',
};

/**
 * The fields of a form type from its Smithy text (facts datazone 1.4): the members of the structure of that name, with
 * `@required` and `@displayname`. Undefined where no such structure is found.
 */
export function fieldsOfSmithy(smithy: string, typeName: string): FormField[] | undefined {
  const bare = typeName.split('.').at(-1) ?? typeName;
  const body = new RegExp(`structure\\s+${bare}\\s*\\{([^}]*)\\}`).exec(smithy)?.[1];
  if (body === undefined) return undefined;
  const fields: FormField[] = [];
  let traits = '';
  for (const line of body.split('\n')) {
    const member = /^\s*((?:@\S+(?:\([^)]*\))?\s+)*)(\w+)\s*:\s*([\w.#]+)/.exec(line);
    if (!member) {
      traits += ` ${line.trim()}`;
      continue;
    }
    const [, own = '', name = '', type = ''] = member;
    const all = `${traits} ${own}`;
    const label = /@(?:amazon\.datazone#)?displayname\(\s*defaultName:\s*"([^"]*)"/.exec(all)?.[1] ?? name;
    fields.push({
      name,
      label,
      type: TYPES[type.split('#').at(-1) ?? type] ?? 'json',
      isRequired: /@required/.test(all),
    });
    traits = '';
  }
  return fields;
}
