import { accessOf } from '../access/access-of';
import { buildAccessIndex, type AccessIndex } from '../access/access-index';
import { acceptedBy, DATABASE_ALL } from '../access/permissions';
import type { DatabaseEntry } from '../model/mesh/catalog';
import { indexLocations, isBelow, registrationOf, s3Path } from '../model/mesh/locations';
import { ALL_TABLES, isGatePrincipal } from '../model/keys';
import type { LFTagPair, PermissionRow, Resource } from '../model/lakeformation';
import { callerPrincipal } from './caller';
import { Draft } from './draft';
import { sameName } from './find';
import { samePrincipal } from './permission-rows';
import { fail } from '../model/result';
import { effect, notFound, type Outcome } from './refusal';
import { listedForm, ownerOf, resourceKey } from './resource-key';
import { shareVerdict } from './share-rights';

/** Whether the caller may do something, as far as the snapshot tells. `unknown` is said, never refused. */
export type Verdict = 'yes' | 'no' | 'unknown';

/** DROP on a database drops its tables (G7); that it lets one of them be dropped alone is not documented. */
export const throughDatabase = (own: Verdict, database: Verdict): Verdict =>
  own === 'no' && database !== 'no' ? 'unknown' : own;

/** Both are needed. */
export const both = (a: Verdict, b: Verdict): Verdict =>
  a === 'no' || b === 'no' ? 'no' : a === 'unknown' || b === 'unknown' ? 'unknown' : 'yes';

interface Held {
  /** What the caller holds on a resource, and what of it it may pass on. */
  permissions: ReadonlySet<string>;
  options: ReadonlySet<string>;
  /** IAM decides there: what the caller may do is not in Lake Formation's rows. */
  isOpen: boolean;
  /** What a database, table, view or link takes at all. */
  takes?: ReadonlySet<string>;
}

/** The principal behind a session and what concerns it, where that can be known for sure. */
export class CallerRights {
  private constructor(
    private readonly draft: Draft,
    readonly arn: string,
    readonly isAdmin: boolean,
    private readonly rows: readonly PermissionRow[],
    /** Rows of which nobody can say here whether they reach the caller. */
    private readonly isUnsure: boolean,
  ) {}

  /**
   * `unknown` where the role, its account's administrators or its rows were not read; undefined where the snapshot names no
   * caller at all.
   */
  static of(draft: Draft): CallerRights | 'unknown' | undefined {
    if (draft.member.callerArn === undefined) return undefined;
    const arn = callerPrincipal(draft);
    const isListed = draft.own('identity').some((record) => record.arn === arn);
    const settings = draft.own('settings')[0];
    if (arn === undefined || !settings) return 'unknown';
    const isAdmin = (settings.DataLakeAdmins ?? []).some((admin) => admin.DataLakePrincipalIdentifier === arn);
    if (!isAdmin && (!isListed || !draft.reads('permissions') || draft.isBlind)) return 'unknown';
    const everybody = `${draft.account}:IAMPrincipals`;
    const about = draft
      .all('permissions')
      .map(({ record }) => record)
      .filter(
        ({ Principal: { DataLakePrincipalIdentifier: holder } }) => samePrincipal(holder, arn) || samePrincipal(holder, everybody), // prettier-ignore
      );
    const rows = about.filter(({ Condition }) => Condition?.Expression === undefined);
    return new CallerRights(draft, arn, isAdmin, rows, rows.length < about.length);
  }

  /** The account that the caller acts in. */
  get account(): string {
    return this.draft.account;
  }

  /** Facts 1.2: grants and revokes are an administrator's, or whose grant option covers every permission. */
  mayPassOn(resource: Resource, wanted: readonly string[]): Verdict {
    const owner = ownerOf(resource, this.draft.account);
    if (owner !== this.draft.account) return this.isAdmin ? shareVerdict(this.draft, resource, wanted) : 'unknown';
    if (this.isAdmin) return 'yes';
    const { LFTagPolicy: policy } = resource;
    if (policy && this.holdsTags(this.bodyOf(policy), 'GRANT_WITH_LF_TAG_EXPRESSION')) return 'yes';
    const { options, isOpen, takes } = this.heldOn(resource);
    const isCovered = (permission: string): boolean =>
      options.has(permission) || (options.has('ALL') && (takes?.has(permission) ?? true));
    if (wanted.every(isCovered)) return 'yes';
    return isOpen ? 'unknown' : this.sure(false);
  }

  /** A permission on an object: I1 gives administrators none of these on what others made. */
  holds(resource: Resource, permission: string): Verdict {
    const { permissions, isOpen, takes } = this.heldOn(resource);
    if (takes && !takes.has(permission)) {
      // A view or link does not take it (facts 2.2); what the service asks for there instead is not documented.
      return isOpen || [...takes].every((one) => permissions.has(one)) ? 'unknown' : this.sure(false);
    }
    if (permissions.has(permission) || permissions.has('ALL')) return 'yes';
    return isOpen ? 'unknown' : this.sure(false);
  }

  /** A permission on one value or on the whole of an LF-Tag, or on a saved expression. */
  holdsTag(pair: LFTagPair, permission: string): Verdict {
    return this.isAdmin ? 'yes' : this.sure(this.holdsTags([pair], permission));
  }

  /** I1: administrators assign only LF-Tags that they made, which gives them rows (I3), or on which they hold ASSOCIATE. */
  isOthersTag(pair: LFTagPair): boolean {
    if (!this.isAdmin || this.holdsTags([pair], 'ASSOCIATE')) return false;
    return this.draft
      .own('permissions')
      .some(({ Principal, Resource: { LFTag: held }, PermissionsWithGrantOption = [] }) => {
        const isMaker = sameName(held?.TagKey, pair.TagKey) && ['ASSOCIATE', 'ALTER', 'DROP'].every((right) => PermissionsWithGrantOption.includes(right)); // prettier-ignore
        return isMaker && !samePrincipal(Principal.DataLakePrincipalIdentifier, this.arn);
      });
  }

  /** D1: a registered location needs DATA_LOCATION_ACCESS, which the registered location of the database implies. */
  mayPlace(location: string | undefined, ofDatabase: string | undefined): Verdict {
    const registered = registrationOf(indexLocations(this.draft.all('locations')), location, this.draft.account);
    const path = s3Path(location);
    if (!registered || path === undefined || this.isAdmin) return 'yes';
    const own = registrationOf(indexLocations(this.draft.all('locations')), ofDatabase, this.draft.account);
    const isImplied = own !== undefined && isBelow(path, s3Path(ofDatabase) ?? path);
    const places = this.rows.flatMap(({ Resource: { DataLocation } }) => s3Path(DataLocation?.ResourceArn) ?? []);
    return this.sure(isImplied || places.some((place) => isBelow(path, place)));
  }

  /** Whether Glue shows an object to the caller: it holds something there, or IAM decides. */
  sees(resource: Resource): boolean {
    const { permissions, isOpen } = this.heldOn(resource);
    return this.isAdmin || isOpen || permissions.size > 0;
  }

  private sure(may: boolean): Verdict {
    return may ? 'yes' : this.isUnsure ? 'unknown' : 'no';
  }

  private bodyOf({ Expression = [], ExpressionName }: NonNullable<Resource['LFTagPolicy']>): readonly LFTagPair[] {
    if (ExpressionName === undefined) return Expression;
    return this.draft.own('tag-expressions').find(({ Name }) => sameName(Name, ExpressionName))?.Expression ?? [];
  }

  private holdsTags(pairs: readonly LFTagPair[], permission: string): boolean {
    const { account } = this.draft;
    return (
      pairs.length > 0 &&
      pairs.every(({ TagKey, TagValues }) =>
        this.rows.some(({ Resource: { LFTag: held }, Permissions }) => {
          if (!held || (held.CatalogId ?? account) !== account || !sameName(held.TagKey, TagKey)) return false;
          if (!Permissions.includes(permission)) return false;
          return held.TagValues.includes('*') || TagValues.every((value) => held.TagValues.some((own) => sameName(own, value))); // prettier-ignore
        }),
      )
    );
  }

  private heldOn(resource: Resource): Held {
    const key = resourceKey(resource);
    const own = this.rows.filter((row) => resourceKey(listedForm(row.Resource, this.draft.account)) === key);
    const computed = this.computed(resource);
    return {
      permissions: new Set([...(computed?.permissions ?? []), ...own.flatMap((row) => row.Permissions)]),
      options: new Set([...(computed?.options ?? []), ...own.flatMap((row) => row.PermissionsWithGrantOption ?? [])]),
      isOpen: computed ? computed.isOpen : this.isGated(key),
      ...(computed?.takes ? { takes: computed.takes } : {}),
    };
  }

  /** The catalog is open where IAM_ALLOWED_PRINCIPALS may create in it (E5). */
  private isGated(key: string): boolean {
    return this.draft.own('permissions').some((row) => isGatePrincipal(row.Principal.DataLakePrincipalIdentifier) && resourceKey(listedForm(row.Resource, this.draft.account)) === key); // prettier-ignore
  }

  private computed({ Database, Table, TableWithColumns, DataCellsFilter }: Resource): Held | undefined {
    const filtered = DataCellsFilter && { DatabaseName: DataCellsFilter.DatabaseName, Name: DataCellsFilter.TableName };
    const named = Table ?? TableWithColumns ?? filtered;
    const name = named?.Name === ALL_TABLES || Table?.TableWildcard ? undefined : named?.Name;
    if (!Database && name === undefined) return undefined;
    const index = buildAccessIndex(this.draft.done());
    const access = accessOf(index, this.arn, { withoutNotes: true });
    const { databases, catalogs } = index.mesh.catalog;
    const owner = Database?.CatalogId ?? (Table ?? TableWithColumns)?.CatalogId ?? DataCellsFilter?.TableCatalogId;
    // Catalogs of one account may have databases and tables of the same names.
    const isIn = ({ name: one, catalog }: DatabaseEntry, database: string | undefined): boolean =>
      sameName(one, database) && catalogs[catalog]!.catalogId === (owner ?? this.draft.account);
    const decided = Database
      ? access.databases.find(({ database }) => isIn(database, Database.Name))
      : access.tables.find(({ table }) => sameName(table.name, name) && isIn(databases[table.database]!, named?.DatabaseName)); // prettier-ignore
    return {
      permissions: namesIn(index, decided?.permissions ?? 0),
      options: namesIn(index, decided?.grantable ?? 0),
      isOpen: decided?.gate === 'iam',
      ...(decided ? { takes: namesIn(index, 'table' in decided ? acceptedBy(decided.table) : DATABASE_ALL) } : {}),
    };
  }
}

const namesIn = ({ mesh }: AccessIndex, mask: number): ReadonlySet<string> => new Set(mesh.permissions.namesIn(mask));

/** How an edit is judged. */
export interface Judged {
  judge: (rights: CallerRights) => Verdict;
  /** What a caller without the right lacks: ends the sentence that begins with its name. */
  lacks: string;
  /** What must be visible to the caller: the service answers alike for what is missing and what is not seen (facts 1). */
  seen?: Resource;
}

/**
 * Lets an edit through only where its maker may make it: refused where the snapshot proves the contrary, remarked where it
 * cannot tell. What does not exist is told first.
 */
export function byCaller(draft: Draft, { judge, lacks, seen }: Judged, act: (draft: Draft) => Outcome): Outcome {
  const rights = CallerRights.of(draft);
  const verdict = rights === undefined ? 'yes' : rights === 'unknown' ? 'unknown' : judge(rights);
  if (verdict === 'no' && rights instanceof CallerRights) {
    const tried = act(new Draft(draft.done(), draft.member));
    if (!tried.ok && tried.error.code === 'EntityNotFoundException') return tried;
    return seen && !rights.sees(seen)
      ? notFound('The object does not exist, or you may not see it.')
      : denied(rights.arn, lacks);
  }
  const done = act(draft);
  if (!done.ok || verdict === 'yes') return done;
  return effect(done.value.rules, [...done.value.warnings, UNSURE]);
}

/** The remark of an edit of which nobody can say whether its maker may make it. */
export const UNSURE = 'Whether you may make this change could not be told from what was read; the service decides.';

/** The service's refusal, with what the maker of the edit lacks. */
export const denied = (arn: string, what: string): Outcome =>
  fail({
    code: 'AccessDeniedException',
    message: `Insufficient Lake Formation permissions: ${arn.slice(arn.lastIndexOf('/') + 1)} ${what}. A data lake administrator can make the change or grant it.`,
  });
