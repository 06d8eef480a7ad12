import { accessOf, rowsOf } from '../access/access-of';
import type { AccessIndex } from '../access/access-index';
import { shortName } from '../access/sentence';
import { sourcesOf, type Sources } from '../graph/sources';
import type { AccessRow } from '../model/case';
import type { DzSubscriptionRequest } from '../model/datazone';
import { tableKey } from '../model/keys';
import { assetsOf } from './datazone-lake';
import { planEdits } from './plan';
import type { Edit, Plan } from './plan-types';
import { describeAsset, looksPersonal } from './request-preview-columns';
import { deciderOf } from './request-preview-decider';
import { grantProgress } from './request-preview-grants';
import { personName, summarize } from './request-preview-list';
import { actionsOf } from './subscription-actions';
import type { AssetAccess, RequestAsset, RequestDetails, RequestFilter } from './request-preview-types';

export interface PreviewQuestion {
  domainId: string;
  id: string;
  /** Asset id → ids of the filters that the approval would attach. */
  filters: Readonly<Record<string, readonly string[]>>;
}

/** A request with what its requester reads already and what an approval with these filters would add; null = not there. */
export function previewRequest(index: AccessIndex, question: PreviewQuestion): RequestDetails | null {
  const sources = sourcesOf(index.mesh.snapshot);
  const { domainId, id } = question;
  const request = sources.requests.find((r) => r.domainId === domainId && r.id === id);
  if (!request) return null;
  const summary = summarize(sources, request);
  const decider = deciderOf(sources, request);
  const account =
    'member' in decider ? decider.member.account : (sources.dzDomains.get(domainId)?.managedAccountId ?? '');
  const plan = request.status === 'PENDING' ? planEdits(index, [approval(account, question)]) : undefined;
  const principals = receivers(sources, request);
  const before = principals.map((principal) => ({ principal, rows: rowsOf(index, accessOf(index, principal)) }));
  const assets = assetsOf(index.mesh.snapshot, domainId, request.subscribedListings[0]?.id ?? '').map((asset) => {
    const { described, key } = describeAsset(sources, domainId, asset, filtersOf(sources, domainId, asset.id));
    const access = key === undefined ? [] : before.map((held) => accessTo(key, held, plan));
    return { ...described, access };
  });
  const decidedBy = request.reviewerId === undefined ? undefined : personName(sources, domainId, request.reviewerId);
  return {
    summary,
    ...(request.decisionComment === undefined ? {} : { comment: request.decisionComment }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
    forms: (request.metadataFormsSummary ?? []).map(({ formName, typeName }) => ({
      name: formName ?? typeName ?? 'form',
      fields: [],
    })),
    assets,
    gain: assets.reduce((sum, asset) => sum + gainOf(asset), 0),
    gained: plan?.gained ?? [],
    changed: plan?.changed ?? [],
    warnings: [...(plan?.warnings ?? []), ...(plan?.refused ?? []).map(({ message }) => message)],
    findings: findingsOf(sources, request, assets, principals, before),
    account,
    grants: grantsOf(sources, request),
    actions: actionsOf(sources, request),
  };
}

/** The edit that approves a request; asset scopes only where a filter is chosen. */
export function approval(account: string, { domainId, id, filters }: PreviewQuestion, comment?: string): Edit {
  const scopes = Object.entries(filters).filter(([, chosen]) => chosen.length > 0);
  return {
    account,
    service: 'datazone',
    operation: 'AcceptSubscriptionRequest',
    request: {
      domainIdentifier: domainId,
      identifier: id,
      ...(comment ? { decisionComment: comment } : {}),
      ...(scopes.length > 0
        ? { assetScopes: scopes.map(([assetId, filterIds]) => ({ assetId, filterIds: [...filterIds] })) }
        : {}),
    },
  };
}

/** Who would receive the grant: the principals of the requester's subscription targets (facts datazone 1.6). */
function receivers(sources: Sources, { domainId, subscribedPrincipals }: DzSubscriptionRequest): string[] {
  const principal = subscribedPrincipals[0];
  if (principal?.iam?.principalArn) return [principal.iam.principalArn];
  const environments = [...sources.environments.values()].filter(
    (e) => e.domainId === domainId && e.projectId === principal?.project?.id,
  );
  const ids = new Set(environments.map((e) => e.id));
  const targets = sources.targets.filter((t) => t.domainId === domainId && ids.has(t.environmentId));
  const arns = targets.flatMap((t) => t.authorizedPrincipals).filter((arn) => arn.startsWith('arn:'));
  return [...new Set(arns)];
}

const filtersOf = (sources: Sources, domainId: string, assetId: string): RequestFilter[] =>
  sources.filters
    .filter((f) => f.domainId === domainId && f.assetId === assetId)
    .map(({ id, name, status, effectiveColumnNames, effectiveRowFilter }) => ({
      id,
      name,
      ...(effectiveColumnNames?.length ? { columns: effectiveColumnNames } : {}),
      ...(effectiveRowFilter ? { rows: effectiveRowFilter } : {}),
      usable: status !== 'INVALID',
    }));

interface Held {
  principal: string;
  rows: AccessRow[];
}

/** SELECT on one table before and after: rows that the plan gained or changed replace those held. */
function accessTo(key: string, { principal, rows }: Held, plan: Plan | undefined): RequestAsset['access'][number] {
  const mine = (row: AccessRow): boolean =>
    row.principal === principal && row.permission === 'SELECT' && keyOf(row) === key;
  const held = rows.find(mine);
  // A row that both sides hold is told whole only in `changed`; `gained` and `lost` then name the columns that differ.
  const changed = plan?.changed.find(({ after }) => mine(after))?.after;
  const after = changed ?? (held ? undefined : plan?.gained.find(mine));
  const isLost = changed === undefined && (plan?.lost.some(mine) ?? false);
  return { principal, has: extent(held), would: extent(after ?? (isLost ? undefined : held)) };
}

const keyOf = ({ resource: { Table: t } }: AccessRow): string | undefined =>
  t?.Name === undefined ? undefined : tableKey(t.CatalogId ?? '', t.DatabaseName, t.Name);

const extent = (row: AccessRow | undefined): AssetAccess =>
  row === undefined ? { columns: [] } : { columns: row.columns ?? [], rows: row.rowFilter ?? null };

/** Columns of an asset that some receiver reads afterwards and none of them reads now. */
function gainOf(asset: RequestAsset): number {
  const has = new Set(asset.access.flatMap(({ has: { columns } }) => columns));
  const would = new Set(asset.access.flatMap(({ would: { columns } }) => columns));
  return [...would].filter((column) => !has.has(column)).length;
}

function grantsOf(sources: Sources, request: DzSubscriptionRequest) {
  const ids = new Set(
    sources.subscriptions
      .filter((s) => s.domainId === request.domainId && s.subscriptionRequestId === request.id)
      .map((s) => s.id),
  );
  const grants = sources.grants.filter((g) => g.subscriptionId !== undefined && ids.has(g.subscriptionId));
  return grantProgress(sources, request.domainId, grants);
}

function findingsOf(
  sources: Sources,
  request: DzSubscriptionRequest,
  assets: readonly RequestAsset[],
  principals: readonly string[],
  held: readonly Held[],
): string[] {
  const found: string[] = [];
  for (const { name, columns, access } of assets) {
    const would = new Set(access.flatMap((a) => a.would.columns));
    const has = new Set(access.flatMap((a) => a.has.columns));
    const exposed = columns.filter((c) => c.sensitive && would.has(c.name) && !has.has(c.name)).map((c) => c.name);
    const untagged = columns
      .filter((c) => !c.sensitive && would.has(c.name) && looksPersonal(c.name))
      .map((c) => c.name);
    if (untagged.length > 0)
      found.push(`${name}: ${untagged.join(', ')} looks personal by its name, and no tag marks it as sensitive.`);
    if (exposed.length > 0) found.push(`${name}: the requester would read ${exposed.join(', ')}, marked as sensitive.`);
  }
  const outside = assets.filter((asset) => asset.table === undefined).map(({ name }) => name);
  if (outside.length > 0)
    found.push(
      `What an approval gives on ${outside.join(', ')} is decided outside of Lake Formation and not computed.`,
    );
  if (principals.length === 0)
    found.push('The requester has no environment that could receive a grant: an approval gives nobody access yet.');
  for (const { principal, rows } of held) {
    const open = new Set(rows.filter((row) => row.permission === 'IAM_DECIDES').map(keyOf));
    const names = assets.filter((a) => a.table !== undefined && open.has(tableKeyOf(a.table))).map(({ name }) => name);
    if (names.length > 0)
      found.push(
        `IAM alone decides on ${names.join(', ')} for ${shortName(principal)}: Lake Formation does not limit it.`,
      );
  }
  if (request.existingSubscriptionId !== undefined)
    found.push('This asks to change an existing subscription: its present grants are replaced.');
  const project = request.subscribedPrincipals[0]?.project?.id;
  const before = sources.requests.filter(
    (r) =>
      r.status === 'REJECTED' &&
      r.id !== request.id &&
      r.domainId === request.domainId &&
      r.subscribedListings[0]?.id === request.subscribedListings[0]?.id &&
      project !== undefined &&
      r.subscribedPrincipals[0]?.project?.id === project,
  );
  const last = before.at(-1);
  if (last) found.push(`The same was rejected before${last.decisionComment ? `: “${last.decisionComment}”` : '.'}`);
  return found;
}

const tableKeyOf = (words: string): string => {
  const slash = words.lastIndexOf('/');
  const [database = '', ...table] = words.slice(slash + 1).split('.');
  return tableKey(words.slice(0, slash), database, table.join('.'));
};
