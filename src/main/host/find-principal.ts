import { parseArn } from '../../core/model/arn';
import { isGatePrincipal } from '../../core/model/keys';
import { Failure } from '../store/failure';
import type { NameIndex } from './name-index';

/** How many candidates a refusal names. */
const NAMED = 10;

/**
 * The principal a person means: an ARN, an account id or a group as Lake Formation writes them, else the one principal
 * whose ARN ends with the text. An ending at a `/` or `:` beats one within a name, so `Analyst` is not `DataAnalyst`.
 * @throws Failure PRINCIPAL_UNKNOWN, PRINCIPAL_AMBIGUOUS
 */
export function findPrincipal({ principals }: NameIndex, text: string): string {
  const wanted = text.trim();
  if (parseArn(wanted) || /^\d{12}(:IAMPrincipals)?$/i.test(wanted) || isGatePrincipal(wanted))
    return principals.find((p) => p.toLowerCase() === wanted.toLowerCase()) ?? wanted;
  const ends = (suffix: string): string[] => principals.filter((p) => p.toLowerCase().endsWith(suffix.toLowerCase()));
  const whole = wanted === '' ? [] : [...new Set([...ends(`/${wanted}`), ...ends(`:${wanted}`)])];
  const found = whole.length > 0 || wanted === '' ? whole : ends(wanted);
  if (found.length === 1) return found[0]!;
  if (found.length === 0)
    throw new Failure({
      code: 'PRINCIPAL_UNKNOWN',
      message: `No principal of this mesh ends with ${JSON.stringify(wanted)}.`,
      wayOut: 'Give the ARN, or the end of one, as in Analyst or role/Analyst.',
    });
  throw new Failure({
    code: 'PRINCIPAL_AMBIGUOUS',
    message: `${JSON.stringify(wanted)} is the end of ${String(found.length)} principals: ${listed(found)}.`,
    wayOut: 'Give more of the name, or the whole ARN.',
  });
}

export const listed = (names: string[]): string =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ` and ${String(names.length - NAMED)} more` : '');
