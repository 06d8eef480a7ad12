import type { IdentityRecord } from '../model/identity';
import type { Draft } from './draft';
import { effect, invalid, type Outcome } from './refusal';
import { fail } from '../model/result';

export interface IamRequest {
  RoleName?: string;
  UserName?: string;
  Path?: string;
  Tags?: { Key: string; Value: string }[];
  TagKeys?: string[];
}

type Kind = 'role' | 'user';

const nameOf = (kind: Kind, request: IamRequest): string | undefined =>
  kind === 'role' ? request.RoleName : request.UserName;

const isIt = (kind: Kind, name: string) => (record: IdentityRecord) =>
  record.type === 'principal' && record.kind === kind && record.name === name;

const missing = (name: string) => fail({ code: 'NoSuchEntity', message: `${name} does not exist.` });

/** CreateRole and CreateUser: rows that still name the ARN revive (G14). */
export function createPrincipal(kind: Kind, draft: Draft, request: IamRequest): Outcome {
  const name = nameOf(kind, request);
  if (!name) return invalid('A name is required.');
  const identity = draft.own('identity');
  if (identity.some(isIt(kind, name))) return fail({ code: 'EntityAlreadyExists', message: `${name} already exists.` });
  const arn = `arn:${draft.member.partition}:iam::${draft.account}:${kind}${request.Path ?? '/'}${name}`;
  const tags = Object.fromEntries((request.Tags ?? []).map((tag) => [tag.Key, tag.Value]));
  draft.setOwn('identity', [...identity, { type: 'principal', kind, arn, name, account: draft.account, tags }]);
  return effect(['G14']);
}

/** DeleteRole and DeleteUser: rows stay behind as stale rows (G14). */
export function deletePrincipal(kind: Kind, draft: Draft, request: IamRequest): Outcome {
  const name = nameOf(kind, request) ?? '';
  const identity = draft.own('identity');
  const kept = identity.filter((record) => !isIt(kind, name)(record));
  if (kept.length === identity.length) return missing(name);
  draft.setOwn('identity', kept);
  return effect(['G14']);
}

/** TagRole, UntagRole and their like for users: attribute-based grants and DataZone opt-in follow tags (G11, E2). */
export function tagPrincipal(kind: Kind, draft: Draft, request: IamRequest): Outcome {
  const name = nameOf(kind, request) ?? '';
  const identity = draft.own('identity');
  if (!identity.some(isIt(kind, name))) return missing(name);
  const retag = (tags: Record<string, string>): Record<string, string> => {
    const kept = Object.entries(tags).filter(([key]) => !request.TagKeys?.includes(key));
    return Object.fromEntries([...kept, ...(request.Tags ?? []).map((tag) => [tag.Key, tag.Value])]) as Record<
      string,
      string
    >;
  };
  draft.setOwn(
    'identity',
    identity.map((record) =>
      isIt(kind, name)(record) && record.type === 'principal' ? { ...record, tags: retag(record.tags) } : record,
    ),
  );
  return effect(['G11', 'G12']);
}
