import type { Resource } from '../model/lakeformation';
import { accountOfPrincipal } from '../model/arn';
import type { PrincipalKind } from '../model/mesh/principals';
import type { Draft } from './draft';
import { invalid, type Outcome } from './refusal';

/** The cross-account version of the account that grants; version 1 where it is not set. */
export const ownVersion = (draft: Draft): number =>
  Number(draft.own('settings')[0]?.Parameters?.CROSS_ACCOUNT_VERSION ?? '1');

/**
 * Which grants across accounts need which version (facts 2.9): 3 for IAM principals, for organizations by LF-Tags, and for
 * LF-Tags towards an account that has it; 4 for objects of federated catalogs. Of an account that was not read nothing is said.
 */
export function versionRefusal(
  draft: Draft,
  kind: PrincipalKind,
  principal: string,
  resource: Resource,
): Outcome | undefined {
  const version = ownVersion(draft);
  const wholeAccount = kind === 'account' || kind === 'organization';
  if (!wholeAccount && version < 3)
    return invalid('Cross-account version 3 or higher is needed to grant to an external IAM principal.', 'X3');
  if (resource.LFTagPolicy && version < 3) {
    if (kind === 'organization')
      return invalid('Cross-account version 3 or higher is needed to grant to an organization by LF-Tags.', 'X4');
    const account = accountOfPrincipal(principal);
    const theirs = draft.all('settings').find(({ member }) => member.account === account)?.record;
    if (Number(theirs?.Parameters?.CROSS_ACCOUNT_VERSION ?? '1') >= 3)
      return invalid(`Account ${account} needs LF-Tag grants of cross-account version 3 or higher.`, 'X4');
  }
  const named = resource.Database ?? resource.Table ?? resource.TableWithColumns;
  const catalog = named?.CatalogId ?? resource.DataCellsFilter?.TableCatalogId ?? resource.Catalog?.Id;
  return catalog?.includes(':') && version < 4
    ? invalid('Cross-account version 4 or higher is needed to share objects of a federated catalog.', 'X4')
    : undefined;
}
