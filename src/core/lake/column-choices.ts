/** How deep a data filter may name fields of a struct (C10). */
const DEEPEST = 5;

/** A column type as Glue writes it, taken apart as far as data filters need. */
export type ColumnType =
  | { kind: 'plain'; name: string }
  | { kind: 'struct'; fields: { name: string; type: ColumnType }[] }
  | { kind: 'list'; name: 'array' | 'map' };

/** `struct<zip:string,geo:struct<lat:double>>`; what does not read as a struct, an array or a map is plain. */
export function columnType(text: string): ColumnType {
  const trimmed = text.trim();
  const head = /^(array|map|struct|row)\s*[<(]/i.exec(trimmed)?.[1]?.toLowerCase();
  if (head === 'array' || head === 'map') return { kind: 'list', name: head };
  if (head === undefined) return { kind: 'plain', name: trimmed.toLowerCase() };
  const inner = trimmed.slice(trimmed.search(/[<(]/) + 1, -1);
  const fields = topLevel(inner).flatMap((part) => {
    const m = /^\s*(?:`([^`]+)`|"([^"]+)"|([^:\s]+))\s*[:\s]\s*(.+)$/s.exec(part);
    return m ? [{ name: (m[1] ?? m[2] ?? m[3])!, type: columnType(m[4]!) }] : [];
  });
  return { kind: 'struct', fields };
}

function topLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '<' || sign === '(') depth++;
    else if (sign === '>' || sign === ')') depth--;
    else if (sign === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)].filter((part) => part.trim() !== '');
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A column and the fields of its struct as a data filter names them: `address`, `"address"."zip"` (C10). */
export function columnChoices(name: string, type: string, isPartition: boolean): string[] {
  const below = (path: string[], of: ColumnType): string[] =>
    of.kind !== 'struct' || path.length >= DEEPEST
      ? []
      : of.fields.flatMap((field) => {
          const deeper = [...path, field.name];
          return [deeper.map(quoted).join('.'), ...below(deeper, field.type)];
        });
  return [name, ...(isPartition ? [] : below([name], columnType(type)))];
}
