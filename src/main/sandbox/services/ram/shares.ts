import type { RamShare } from '../../../../core/model/identity';
import type { Resource } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { lakesIn } from '../../state/lake';
import type { Lake } from '../../state/lake';

/** What a grant puts into its RAM share: Glue ARNs of the catalog, database and table (facts 2.9). Version 5 lists none. */
function glueArns(lake: Lake, resource: Resource): string[] {
  const { Database, Table, TableWithColumns, DataCellsFilter } = resource;
  const base = `arn:${lake.partition}:glue:${lake.region}:${lake.account}`;
  if (lake.settings.Parameters?.CROSS_ACCOUNT_VERSION === '5') return [`${base}:catalog`];
  const database =
    Database?.Name ?? Table?.DatabaseName ?? TableWithColumns?.DatabaseName ?? DataCellsFilter?.DatabaseName;
  if (database === undefined) return [`${base}:catalog`];
  const table = Table?.TableWildcard ? '*' : (Table?.Name ?? TableWithColumns?.Name ?? DataCellsFilter?.TableName);
  const name = table === 'ALL_TABLES' ? '*' : table;
  return [
    `${base}:catalog`,
    `${base}:database/${database}`,
    ...(name === undefined ? [] : [`${base}:table/${database}/${name}`]),
  ];
}

/** Every resource share of the region: those the data lists, and those behind cross-account rows as they are now. */
export function sharesIn(call: Call): RamShare[] {
  const shares = new Map<string, RamShare>();
  const resources = new Map<string, Set<string>>();
  for (const account of call.world.data.accounts) {
    for (const share of account.shares ?? []) {
      if (share.resourceShareArn.split(':')[3] !== call.region) continue;
      shares.set(share.resourceShareArn, { owningAccountId: account.id, status: 'ACTIVE', ...share });
    }
  }
  for (const lake of lakesIn(call.world, call.region)) {
    // Generated rows never cross accounts; only explicit ones can carry a share.
    for (const { row } of lake.rows.explicit.values()) {
      for (const arn of row.AdditionalDetails?.ResourceShare ?? []) {
        if (arn.split(':')[4] !== lake.account) continue;
        const found = shares.get(arn) ?? {
          resourceShareArn: arn,
          name: `LakeFormation-V3-${arn.split('/').pop() ?? ''}`,
          owningAccountId: lake.account,
          status: 'ACTIVE',
          ...(row.LastUpdated && { creationTime: row.LastUpdated }),
          resources: [],
          principals: [],
        };
        const known = resources.get(arn) ?? new Set(found.resources);
        resources.set(arn, known);
        for (const glueArn of glueArns(lake, row.Resource)) known.add(glueArn);
        const principals = new Set([...found.principals, row.Principal.DataLakePrincipalIdentifier]);
        shares.set(arn, { ...found, resources: [...known], principals: [...principals] });
      }
    }
  }
  return [...shares.values()];
}

/** Does a share reach an account: its id, one of its principals, or its organization? */
export const reachesAccount = (share: RamShare, account: string): boolean =>
  share.principals.some((p) => p === account || p.includes(`::${account}:`) || /:organizations:/.test(p));
