import type { RequestDetails } from '../../../contract/requests';

interface WireForm {
  formName?: string | undefined;
  typeName?: string | undefined;
  content?: string | undefined;
}

/** Longer values of a form are cut: a form is read by a person. */
const LONGEST = 2_000;

/** Metadata forms as a person reads them; a content that is no object is shown as it came. */
export function formsOfRequest(forms: readonly WireForm[]): RequestDetails['forms'] {
  return forms.map(({ formName, typeName, content = '{}' }) => ({
    name: formName ?? typeName ?? 'form',
    fields: fieldsOf(content),
  }));
}

function fieldsOf(content: string): { name: string; value: string }[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return [{ name: 'content', value: content.slice(0, LONGEST) }];
  return Object.entries(parsed).map(([name, value]) => ({
    name,
    value: (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, LONGEST),
  }));
}
