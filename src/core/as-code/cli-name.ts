/** An operation or service as the AWS CLI spells it: `AddLFTagsToResource` → `add-lf-tags-to-resource` (botocore's rule). */
export const cliName = (name: string): string =>
  name
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
