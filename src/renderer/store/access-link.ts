import type { AccessQuestion } from '../../core/report/question';

/** `access?who=…`: where a question leads, for buttons, deep links and `navigate` events. */
export function linkOf(question: AccessQuestion): string {
  const { ask, ...rest } = question;
  const query = new URLSearchParams({ ask });
  for (const [key, value] of Object.entries(rest)) if (typeof value === 'string' && value) query.set(key, value);
  return `access?${query.toString()}`;
}

const text = (query: URLSearchParams, key: string): string | undefined => query.get(key)?.trim() || undefined;

/**
 * The question of a link's query; undefined for one that asks nothing. Beside what `linkOf` writes, the short forms
 * `who=RESOURCE`, `what=PRINCIPAL` and `why=RESOURCE&principal=PRINCIPAL` are understood.
 */
export function questionOf(link: string): AccessQuestion | undefined {
  const query = new URLSearchParams(link);
  const ask = text(query, 'ask');
  const permission = text(query, 'permission')?.toUpperCase();
  const withPermission = permission === undefined ? {} : { permission };
  const resource = text(query, 'who') ?? text(query, 'why') ?? text(query, 'resource');
  const principal = (ask === undefined ? text(query, 'what') : undefined) ?? text(query, 'principal');
  const what = text(query, 'what');
  const [from, to] = [text(query, 'from'), text(query, 'to')];
  if (ask === 'compare' && from && to && (what === 'principals' || what === 'resources' || what === 'snapshots'))
    return { ask, what, from, to, ...(principal ? { principal } : {}), ...(resource ? { resource } : {}) };
  if (ask === 'matrix') {
    const [principals, resources] = [text(query, 'principals'), text(query, 'resources')];
    return { ask, ...(principals ? { principals } : {}), ...(resources ? { resources } : {}) };
  }
  if (resource && principal && (ask === 'why' || query.has('why')))
    return { ask: 'why', principal, resource, ...withPermission };
  if (resource && (ask === undefined || ask === 'who')) return { ask: 'who', resource, ...withPermission };
  return principal && (ask === undefined || ask === 'what') ? { ask: 'what', principal, ...withPermission } : undefined;
}
