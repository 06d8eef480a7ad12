import type { Decision } from '../access/decision';
import { IAM_UNCHECKED, shortName, whatCanSentence, whoCanSentence } from '../access/sentence';
import { counted } from '../model/counted';
import type { DormantView } from './views';

interface Who {
  what: string;
  permission: string | undefined;
  decisions: readonly Decision[];
  /** Columns of the table that is asked about. */
  columns: number | undefined;
  dormant: readonly DormantView[];
}

/** The sentence above a who-can answer: who, how many see everything, what sleeps, what nobody checked. */
export function whoSentence({ what, permission, decisions, columns, dormant }: Who): string {
  const first = whoCanSentence(what, permission, decisions, columns).replace(IAM_UNCHECKED, '').trim();
  const parts = [first];
  const readers = new Set(decisions.filter((d) => d.permission === 'SELECT').map((d) => d.principal));
  if (columns !== undefined && readers.size > 1) {
    const whole = decisions.filter(
      (d) => d.permission === 'SELECT' && d.columns?.length === columns && d.rowFilter === null && !d.cellFilters,
    ).length;
    parts.push(
      whole === readers.size
        ? `All of them see every column and row.`
        : `${whole === 0 ? 'None' : String(whole)} of the ${String(readers.size)} who can read it ${whole === 1 ? 'sees' : 'see'} all ${String(columns)} columns and every row.`,
    );
  }
  return finish(parts, decisions, dormant);
}

/** The sentence above a what-can answer. */
export function whatSentence(
  text: string,
  actors: readonly string[],
  decisions: readonly Decision[],
  exists: boolean,
  dormant: readonly DormantView[],
): string {
  const [only] = actors;
  if (actors.length === 1 && only !== undefined && only === text) {
    const first = whatCanSentence(text, decisions, exists).replace(IAM_UNCHECKED, '').trim();
    return finish([first], decisions, dormant);
  }
  if (actors.length === 0)
    return `Nobody who acts for ${text} is known in this snapshot, so nothing is reached through it.`;
  const tables = new Set(decisions.filter((d) => d.permission === 'SELECT').map((d) => JSON.stringify(d.resource)));
  const holders = new Set(decisions.map((d) => d.principal));
  const first =
    holders.size === 0
      ? `${text} reaches nothing through Lake Formation, for none of its ${counted(actors.length, 'principal')}.`
      : `Through ${text}, ${counted(holders.size, 'principal')} ${holders.size === 1 ? 'reaches' : 'reach'} ${counted(tables.size, 'table')} to read.`;
  return finish([first], decisions, dormant);
}

function finish(parts: string[], decisions: readonly Decision[], dormant: readonly DormantView[]): string {
  const asleep = new Set(dormant.map(({ principal }) => principal));
  if (asleep.size > 0) {
    const names = [...asleep].slice(0, 3).map(shortName).join(', ');
    parts.push(
      `${counted(dormant.length, 'grant')} ${dormant.length === 1 ? 'is' : 'are'} dormant (${names}${asleep.size > 3 ? ' and others' : ''}).`,
    );
  }
  if (decisions.some((d) => d.permission !== 'IAM_DECIDES')) parts.push(IAM_UNCHECKED);
  return parts.join(' ');
}
