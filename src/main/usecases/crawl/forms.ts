import type { DzForms } from '../../../core/model/datazone';

/**
 * Forms of DataZone in both encodings (facts datazone 1.4): a list of `{formName, content}` with JSON text each, or one
 * JSON text keyed by form name whose values are objects or JSON text again. What cannot be parsed is left out.
 */
export function parseForms(source: unknown): DzForms {
  const forms: DzForms = {};
  const whole = typeof source === 'string' ? parse(source) : source;
  if (Array.isArray(whole)) {
    for (const form of whole as { formName?: string; content?: unknown }[]) put(forms, form.formName, form.content);
  } else if (isRecord(whole)) {
    for (const [name, content] of Object.entries(whole)) put(forms, name, content);
  }
  return forms;
}

function put(forms: DzForms, name: string | undefined, content: unknown): void {
  const value = typeof content === 'string' ? parse(content) : content;
  if (name !== undefined && isRecord(value)) forms[name] = value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
