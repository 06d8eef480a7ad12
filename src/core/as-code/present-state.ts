import type { AccessIndex } from '../access/access-index';
import type { Layer, Snapshot } from '../model/snapshot';
import { recordsOf } from '../model/snapshot';
import type { Chosen } from './chosen';
import type { Left, Statement } from './code-types';
import { coversPairs, expressionAt } from './covers';
import { grantStatements } from './state-grants';
import { filterStatements, locationStatements, optInStatements, settingsStatements } from './state-objects';
import type { StatePart } from './state-part';
import { expressionStatements, taggingStatements, tagStatements } from './state-tags';

export interface PresentState {
  statements: Statement[];
  left: Left[];
}

/**
 * The Lake Formation writes that would make a selection what the snapshot says it is, each in the account whose listing
 * holds it. Catalog objects themselves and principals are taken as being there; the settings come last, for they may take
 * the writer's own rights.
 */
export function presentState(index: AccessIndex, chosen: Chosen): PresentState {
  const { snapshot } = index.mesh;
  const expressions = chosenExpressions(snapshot, chosen);
  const parts: StatePart[] = [
    locationStatements(index, chosen),
    tagStatements(snapshot, chosen),
    expressionStatements(snapshot, chosen),
    taggingStatements(snapshot, chosen),
    filterStatements(snapshot, chosen),
    grantStatements(snapshot, chosen, expressions),
    optInStatements(snapshot, chosen, expressions),
    settingsStatements(snapshot, chosen),
  ];
  return {
    statements: parts.flatMap(({ statements }) => statements),
    left: [...parts.flatMap(({ left }) => left ?? []), ...otherWays(chosen), ...unread(snapshot, chosen)],
  };
}

function chosenExpressions(snapshot: Snapshot, chosen: Chosen): Set<string> {
  const held = new Set<string>();
  for (const { member, record } of recordsOf(snapshot, 'tag-expressions')) {
    const catalog = record.CatalogId ?? member.account;
    if (coversPairs(chosen, catalog, record.Expression)) held.add(expressionAt(catalog, record.Name));
  }
  return held;
}

/** An object is also reached through what lies above it, which is a state of its own. */
function otherWays({ tables, databases }: Chosen): Left[] {
  if (tables.size === 0 && databases.size === 0) return [];
  const above =
    tables.size > 0 && databases.size === 0 ? 'a database, a catalog or all tables of a database' : 'a catalog';
  return [
    {
      what: `Grants on ${above}, and grants through LF-Tags`,
      why: 'they reach it too, and are part of the state of that database, account or tag',
    },
  ];
}

const LAYERS: readonly Layer[] = [
  'permissions',
  'tag-assignments',
  'tags',
  'tag-expressions',
  'data-filters',
  'locations',
  'opt-ins',
];

function unread({ coverage, members }: Snapshot, chosen: Chosen): Left[] {
  const accounts = new Map(members.map(({ id, account }) => [id, account]));
  return coverage
    .filter(({ layer, member }) => {
      const account = accounts.get(member);
      const isAsked = chosen.accounts.size === 0 || (account !== undefined && chosen.accounts.has(account));
      return (
        isAsked && (layer === 'account' || LAYERS.includes(layer) || (layer === 'settings' && chosen.accounts.size > 0))
      );
    })
    .map(({ member, layer, reason }) => ({ what: `${layer} of ${member}`, why: `could not be read: ${reason}` }));
}
