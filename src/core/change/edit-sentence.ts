import { resourceText } from '../access/resource-text';
import { shortName } from '../access/sentence';
import { dzKey, type Sources } from '../graph/sources';
import type { DataLakeSettings, LFTagPair, Resource } from '../model/lakeformation';
import { recordsOf } from '../model/snapshot';
import { settingsChanges } from '../report/settings-words';
import { DATAZONE_WORDS } from './edit-sentence-datazone';
import type { PermissionRequest } from './permission-rows';
import type { Edit } from './plan-types';

type Request = Record<string, unknown>;

/**
 * One edit as a person says it: `Revoke SELECT on all tables of sales from Scientist`. An operation without words of its
 * own is named as AWS names it.
 */
export const editSentence = (edit: Edit): string => shortened(sentenceOf(edit));

/** The same with DataZone's ids as names. */
export const editSentenceIn =
  (sources: Sources) =>
  (edit: Edit): string =>
    shortened(sentenceOf(edit, sources));

/** More than a condition (3,000 characters) beside its grant; names that AWS takes end at 255. */
const LONGEST = 4_000;

/** What was pasted by mistake fills no screen: the request itself is kept whole, and refused with the service's reason. */
const shortened = (sentence: string): string => {
  const words = sentence.replace(/\S{300,}/g, (word) => `${word.slice(0, 60)}…`);
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
};

function sentenceOf({ operation, request, account }: Edit, sources?: Sources): string {
  const words = WORDS[operation];
  try {
    return words ? words(request, sources, account) : `${spaced(operation)} ${plainSubject(request)}`.trim();
  } catch {
    // A request of a foreign shape still has a line in the basket: the plan says what is wrong with it.
    return spaced(operation);
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const spaced = (operation: string): string =>
  operation.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/^./, (c) => c.toUpperCase());
const plainSubject = (request: Request): string =>
  text(request['Name'] ?? request['TagKey'] ?? request['ResourceArn'] ?? request['identifier'] ?? request['RoleName']);

const listed = (words: readonly string[]): string =>
  words.length <= 1 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

const pairs = (tags: unknown): string =>
  listed(((tags ?? []) as LFTagPair[]).map(({ TagKey, TagValues }) => `${TagKey}=${(TagValues ?? []).join('|')}`));

function permission(verb: 'Grant' | 'Revoke', raw: unknown): string {
  const {
    Principal,
    Resource: resource,
    Permissions = [],
    PermissionsWithGrantOption: option = [],
    Condition,
  } = raw as PermissionRequest;
  const kept = Permissions.filter((p) => p !== '');
  const only = kept.length === 0 && option.length > 0;
  const what = only ? `the grant option of ${listed(option)}` : listed(kept);
  const who = shortName(Principal?.DataLakePrincipalIdentifier ?? 'nobody');
  const passing = !only && option.length > 0 ? ', with the right to pass it on' : '';
  const when = Condition?.Expression ? `, where ${Condition.Expression}` : '';
  return `${verb} ${what} on ${resource ? resourceText(resource) : 'nothing'} ${verb === 'Grant' ? 'to' : 'from'} ${who}${passing}${when}`;
}

function batch(verb: 'Grant' | 'Revoke', request: Request): string {
  const entries = (request['Entries'] ?? []) as unknown[];
  const first = entries[0];
  if (first === undefined) return `${verb} nothing`;
  return entries.length === 1
    ? permission(verb, first)
    : `${permission(verb, first)}, and ${String(entries.length - 1)} more`;
}

const tagged = (request: Request): string => resourceText(request['Resource'] as Resource);

const filterWords = (request: Request): string => {
  const data = (request['TableData'] ?? request) as { DatabaseName?: string; TableName?: string; Name?: string };
  return `data filter ${data.Name ?? ''} on ${data.DatabaseName ?? ''}.${data.TableName ?? ''}`;
};

const tagChange = (request: Request): string => {
  const added = (request['TagValuesToAdd'] as string[] | undefined) ?? [];
  const gone = (request['TagValuesToDelete'] as string[] | undefined) ?? [];
  const parts = [added.length ? `add ${listed(added)}` : '', gone.length ? `remove ${listed(gone)}` : ''].filter(
    Boolean,
  );
  return `LF-Tag ${text(request['TagKey'])}: ${parts.join(', ')}`;
};

function decision(verb: string, request: Request, sources: Sources | undefined): string {
  const key = dzKey(text(request['domainIdentifier']), text(request['identifier']));
  const found = sources?.requests.find((r) => dzKey(r.domainId, r.id) === key);
  if (!found) return `${verb} request ${text(request['identifier'])}`;
  const who = found.subscribedPrincipals[0];
  const name =
    who?.project?.name ?? who?.group?.name ?? shortName(who?.iam?.principalArn ?? who?.user?.id ?? 'somebody');
  const scopes = ((request['assetScopes'] ?? []) as { filterIds?: string[] }[]).flatMap((s) => s.filterIds ?? []);
  const through = scopes.length
    ? `, through ${scopes.length === 1 ? 'a filter' : `${String(scopes.length)} filters`}`
    : '';
  return `${verb} the request of ${name} for ${found.subscribedListings[0]?.name ?? 'a listing'}${through}`;
}

function ending(verb: string, request: Request, sources: Sources | undefined): string {
  const key = dzKey(text(request['domainIdentifier']), text(request['identifier']));
  const found = sources?.subscriptions.find((s) => dzKey(s.domainId, s.id) === key);
  const kept = request['retainPermissions'] === true ? ', leaving its permissions in place' : '';
  if (!found) return `${verb} subscription ${text(request['identifier'])}${kept}`;
  const who = found.subscribedPrincipal;
  return `${verb} the subscription of ${who.project?.name ?? who.group?.name ?? 'its subscriber'} to ${found.subscribedListing.name ?? 'a listing'}${kept}`;
}

function optIn(request: Request): string {
  const { Principal, Condition } = request as Pick<PermissionRequest, 'Principal' | 'Condition'>;
  const when = Condition?.Expression ? `, where ${Condition.Expression}` : '';
  return `${shortName(text(Principal?.DataLakePrincipalIdentifier))} on ${tagged(request)}${when}`;
}

/** What it changes where the settings before it were read; the request itself holds the whole of them. */
function settingsWords(request: Request, sources: Sources | undefined, account: string): string {
  const after = request['DataLakeSettings'] as DataLakeSettings | undefined;
  const before = sources && [...recordsOf(sources.snapshot, 'settings')].find((s) => s.member.account === account);
  if (!before || !after) return 'Replace the data lake settings';
  const changes = settingsChanges(before.record, after);
  return changes.length > 0 ? `Change the settings: ${listed(changes)}` : 'Write the settings again as they are';
}

const expressionWords = (request: Request): string =>
  `${text(request['Name'])} (${pairs(request['Expression']) || 'empty'})`;

const WORDS: Record<string, (request: Request, sources: Sources | undefined, account: string) => string> = {
  GrantPermissions: (r) => permission('Grant', r),
  RevokePermissions: (r) => permission('Revoke', r),
  BatchGrantPermissions: (r) => batch('Grant', r),
  BatchRevokePermissions: (r) => batch('Revoke', r),
  AddLFTagsToResource: (r) => `Set ${pairs(r['LFTags'])} on ${tagged(r)}`,
  RemoveLFTagsFromResource: (r) => `Remove ${pairs(r['LFTags'])} from ${tagged(r)}`,
  CreateLFTag: (r) =>
    `Create LF-Tag ${text(r['TagKey'])} with ${listed((r['TagValues'] as string[] | undefined) ?? [])}`,
  UpdateLFTag: tagChange,
  DeleteLFTag: (r) => `Delete LF-Tag ${text(r['TagKey'])}`,
  CreateDataCellsFilter: (r) => `Create ${filterWords(r)}`,
  UpdateDataCellsFilter: (r) => `Change ${filterWords(r)}`,
  DeleteDataCellsFilter: (r) => `Delete ${filterWords(r)}`,
  CreateLakeFormationOptIn: (r) => `Opt in ${optIn(r)}`,
  DeleteLakeFormationOptIn: (r) => `Opt out ${optIn(r)}`,
  CreateLFTagExpression: (r) => `Create the saved expression ${expressionWords(r)}`,
  UpdateLFTagExpression: (r) => `Change the saved expression ${expressionWords(r)}`,
  DeleteLFTagExpression: (r) => `Delete the saved expression ${text(r['Name'])}`,
  PutDataLakeSettings: settingsWords,
  RegisterResource: (r) => `Register ${text(r['ResourceArn'])}`,
  UpdateResource: (r) => `Change the registration of ${text(r['ResourceArn'])}`,
  DeregisterResource: (r) => `Deregister ${text(r['ResourceArn'])}`,
  AcceptSubscriptionRequest: (r, sources) => decision('Approve', r, sources),
  RejectSubscriptionRequest: (r, sources) => decision('Reject', r, sources),
  RevokeSubscription: (r, sources) => ending('Revoke', r, sources),
  CancelSubscription: (r, sources) => ending('Cancel', r, sources),
  ...DATAZONE_WORDS,
};
