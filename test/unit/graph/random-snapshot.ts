import fc from 'fast-check';
import type { Resource } from '../../../src/core/model/lakeformation';
import type { Snapshot } from '../../../src/core/model/snapshot';
import { grant, MEMBERS, part, role, table } from '../../support/small-mesh';

const ACCOUNTS = [...MEMBERS.map((m) => m.account), '999999999999'];
const account = fc.constantFrom(...ACCOUNTS);
const listing = fc.constantFrom(...MEMBERS.map((m) => m.account));
const database = fc.constantFrom('sales', 'Lab', 'events');
const name = fc.constantFrom('orders', 'Trials', 'clicks', 'people', 'lots');
const unit = fc.constantFrom('u-root', 'u-a', 'u-b', 'u-a1', 'u-gone');
const project = fc.constantFrom('p1', 'p2', 'p3', 'p-unread');

const resource: fc.Arbitrary<Resource> = fc.oneof(
  fc.record({ CatalogId: account, DatabaseName: database, Name: name }).map((Table) => ({ Table })),
  fc.record({ CatalogId: account, DatabaseName: database }).map((t) => ({ Table: { ...t, TableWildcard: {} } })),
  fc.record({ CatalogId: account, Name: database }).map((Database) => ({ Database })),
  fc.constant({ Catalog: {} }),
  fc
    .constantFrom('a', 'b')
    .map((value) => ({ LFTagPolicy: { ResourceType: 'TABLE', Expression: [{ TagKey: 'k', TagValues: [value] }] } })),
  fc.constant({ DataLocation: { ResourceArn: 'arn:aws:s3:::bucket/x' } }),
);

const principal = fc.oneof(
  fc.tuple(account, fc.constantFrom('Reader', 'Writer', 'datazone_usr_role_p1_e1')).map(([a, n]) => role(a, n)),
  account,
  fc.constantFrom('IAM_ALLOWED_PRINCIPALS', 'arn:aws:identitystore:::user/u1', '222222222222:IAMPrincipals'),
);

const uniqueBy = <T>(list: readonly T[], key: (item: T) => string): T[] => [
  ...new Map(list.map((item) => [key(item), item])).values(),
];
const DZ = 'dzd_r';

/** Snapshots of any shape, with records that contradict, dangle and repeat; every record is listed once per key. */
export function randomSnapshot(): fc.Arbitrary<Snapshot> {
  return fc
    .record({
      rows: fc.array(fc.tuple(listing, principal, resource, fc.constantFrom('SELECT', 'DESCRIBE', 'ALL')), {
        maxLength: 25,
      }),
      tables: fc.array(fc.tuple(listing, database, name, fc.boolean()), { maxLength: 15 }),
      tags: fc.array(fc.tuple(listing, database, name, fc.constantFrom('Alpha', 'beta', 'alpha-one')), {
        maxLength: 5,
      }),
      projects: fc.uniqueArray(fc.tuple(project, unit), { maxLength: 4, selector: ([id]) => id }),
      assets: fc.uniqueArray(fc.tuple(fc.nat(9), project, listing, database, name, fc.boolean()), {
        maxLength: 8,
        selector: ([n]) => n,
      }),
      products: fc.uniqueArray(fc.tuple(fc.nat(4), project, fc.array(fc.nat(9), { maxLength: 4 })), {
        maxLength: 4,
        selector: ([n]) => n,
      }),
      subscriptions: fc.uniqueArray(
        fc.tuple(fc.nat(9), fc.nat(9), project, fc.constantFrom('APPROVED', 'REVOKED', 'CANCELLED')),
        { maxLength: 6, selector: ([n]) => n },
      ),
    })
    .map(({ rows, tables, tags, projects, assets, products, subscriptions }) => {
      const governance = ACCOUNTS[0] ?? '';
      const units = ['u-root', 'u-a', 'u-b', 'u-a1'].map((id) => ({
        domainId: DZ,
        id,
        name: { 'u-a': 'Alpha', 'u-b': 'Beta', 'u-a1': 'Alpha one' }[id] ?? 'Root',
        parentDomainUnitId: id === 'u-root' ? undefined : id === 'u-a1' ? 'u-a' : 'u-root',
      }));
      const listed = assets.filter(([, , , , , isListed]) => isListed);
      const form = (a: string, d: string, t: string) => ({
        GlueTableForm: { catalogId: a, databaseName: d, tableName: t },
      });
      return {
        schema: 1 as const,
        id: 'random',
        takenAt: '2026-11-20T08:00:00Z',
        connection: 'random',
        members: [...MEMBERS],
        coverage: [],
        parts: [
          part(governance, 'dz-domains', [
            { id: DZ, name: 'Random', managedAccountId: governance, rootDomainUnitId: 'u-root' },
          ]),
          part(governance, 'dz-units', units),
          part(
            governance,
            'dz-projects',
            projects.map(([id, domainUnitId]) => ({ domainId: DZ, id, name: `Project ${id}`, domainUnitId })),
          ),
          part(governance, 'dz-environments', [
            { domainId: DZ, projectId: 'p1', id: 'e1', name: 'env', awsAccountId: ACCOUNTS[1] ?? '' },
          ]),
          part(
            governance,
            'dz-assets',
            assets.map(([n, p, a, d, t]) => ({
              domainId: DZ,
              identifier: `a${n}`,
              name: t,
              owningProjectId: p,
              forms: form(a, d, t),
            })),
          ),
          part(
            governance,
            'dz-listings',
            listed.map(([n, p, a, d, t]) => ({
              domainId: DZ,
              listingId: `l${n}`,
              kind: 'asset' as const,
              entityId: `a${n}`,
              name: t,
              owningProjectId: p,
              forms: form(a, d, t),
            })),
          ),
          part(
            governance,
            'dz-products',
            products.map(([n, p, items]) => ({
              domainId: DZ,
              id: `dp${n}`,
              name: `Product ${n}`,
              owningProjectId: p,
              items: items.map((i) => ({ itemType: 'ASSET', identifier: `a${i}` })),
            })),
          ),
          part(
            governance,
            'dz-subscriptions',
            subscriptions.map(([n, l, p, status]) => ({
              domainId: DZ,
              id: `s${n}`,
              status,
              subscribedPrincipal: { project: { id: p } },
              subscribedListing: { id: `l${l}`, name: `Listing ${l}` },
            })),
          ),
          ...MEMBERS.flatMap((m) => [
            part(
              m.account,
              'tables',
              uniqueBy(
                tables.filter(([a]) => a === m.account),
                ([, d, t]) => `${d}/${t}`.toLowerCase(),
              ).map(([a, d, t, isLink]) =>
                isLink
                  ? {
                      ...table(a, d, t),
                      TargetTable: { CatalogId: ACCOUNTS[1] ?? '', DatabaseName: 'sales', Name: 'orders' },
                    }
                  : table(a, d, t),
              ),
            ),
            part(
              m.account,
              'tag-assignments',
              uniqueBy(
                tags.filter(([a]) => a === m.account),
                ([, d, t]) => `${d}/${t}`.toLowerCase(),
              ).map(([a, d, t, value]) => ({
                Resource: { Table: { CatalogId: a, DatabaseName: d, Name: t } },
                LFTagsOnTable: [{ TagKey: 'domain', TagValues: [value] }],
              })),
            ),
            part(
              m.account,
              'permissions',
              rows.filter(([a]) => a === m.account).map(([, p, r, permission]) => grant(p, r, [permission])),
            ),
          ]),
        ],
      };
    });
}
