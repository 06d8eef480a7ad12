/** Node ids are deterministic, so that a selection, a link or a script survives the next crawl. */
export const unitDomainId = (dzDomain: string, unit: string): string => `domain:${dzDomain}/${unit}`;
export const tagDomainId = (value: string): string => `domain:tag/${value}`;
export const accountDomainId = (account: string): string => `domain:account/${account}`;
/** Holds principals that no domain's account or project claims: people of Identity Center, foreign accounts. */
export const DIRECT_DOMAIN_ID = 'domain:direct';

export const projectNodeId = (dzDomain: string, project: string): string => `project:${dzDomain}/${project}`;
export const productNodeId = (dzDomain: string, product: string): string => `product:${dzDomain}/${product}`;
/** `key` is `catalog/database/table` as `tableKey` builds it. */
export const tableNodeId = (key: string): string => `table:${key}`;
/** An asset that lives in no Glue catalog (Redshift, an S3 collection, a model). */
export const assetNodeId = (dzDomain: string, asset: string): string => `table:asset/${dzDomain}/${asset}`;
export const databaseNodeId = (key: string): string => `database:${key}`;
export const catalogNodeId = (catalog: string): string => `catalog:${catalog}`;
export const locationNodeId = (arn: string): string => `location:${arn}`;
export const tagPolicyNodeId = (catalog: string, what: string): string => `tag-policy:${catalog}/${what}`;
export const consumerNodeId = (principal: string): string => `consumer:${principal}`;
export const accountNodeId = (account: string): string => `account:${account}`;
/** The gate group is one principal per account, though every account spells it the same. */
export const gateNodeId = (account: string): string => `consumer:${account}/IAM_ALLOWED_PRINCIPALS`;
/** The stand-in for the children of a container that are not shown. */
export const restNodeId = (container: string): string => `rest:${container}`;
