import { fail, ok, type Result } from '../../core/model/result';
import { VARIANTS, type VariantName, type Variants } from './service';

/** Every open point at its default. */
export const defaultVariants = (): Variants =>
  Object.fromEntries(Object.entries(VARIANTS).map(([name, values]) => [name, values[0]])) as Variants;

/** Reads `name=value` pairs strictly: an unknown name or value is refused with the list of what exists. */
export function parseVariants(pairs: string[]): Result<Partial<Variants>> {
  const chosen: Record<string, string> = {};
  for (const pair of pairs) {
    const cut = pair.indexOf('=');
    const [name, value] = [pair.slice(0, Math.max(cut, 0)), pair.slice(cut + 1)];
    if (!Object.hasOwn(VARIANTS, name)) {
      return fail({
        code: 'SANDBOX_VARIANT',
        message: `There is no variant "${cut < 0 ? pair : name}".`,
        wayOut: `Use one of: ${Object.keys(VARIANTS).join(', ')}.`,
      });
    }
    const values: readonly string[] = VARIANTS[name as VariantName];
    if (!values.includes(value)) {
      return fail({
        code: 'SANDBOX_VARIANT',
        message: `The variant ${name} has no value "${value}".`,
        wayOut: `Use one of: ${values.join(', ')}.`,
      });
    }
    chosen[name] = value;
  }
  return ok(chosen as Partial<Variants>);
}
