import { describe, expect, it } from 'vitest';
import { physicalKeyOf } from '../../../src/core/graph/asset-key';

describe('physicalKeyOf', () => {
  it('prefers the form’s ARN over its names', () => {
    const form = {
      tableArn: 'arn:aws:glue:eu-central-1:222222222222:table/Sales/Orders',
      catalogId: '1',
      databaseName: 'x',
      tableName: 'y',
    };
    expect(physicalKeyOf({ GlueTableForm: form })).toMatchObject({ glue: '222222222222/sales/orders' });
  });

  it('falls back to names, source identifier and external identifier, in this order', () => {
    const source = { AssetCommonDetailsForm: { sourceIdentifier: 'arn:aws:glue:r:1:table/d/source' } };
    const external = 'arn:aws:glue:r:1:table/d/external';
    expect(
      physicalKeyOf({ GlueTableForm: { catalogId: '1', databaseName: 'D', tableName: 'T' }, ...source }, external),
    ).toMatchObject({ glue: '1/d/t' });
    expect(physicalKeyOf(source, external)).toMatchObject({ glue: '1/d/source' });
    expect(physicalKeyOf({}, external)).toMatchObject({ glue: '1/d/external' });
  });

  it('splits federated catalogs from the right', () => {
    expect(physicalKeyOf({}, 'arn:aws:glue:r:123456789012:table/s3tablescatalog/bucket/db/t')).toMatchObject({
      glue: '123456789012:s3tablescatalog/bucket/db/t',
    });
  });

  it('keeps what is no Glue table by its own name, and believes no free text', () => {
    expect(physicalKeyOf({ S3ObjectCollectionForm: { bucketArn: 'arn:aws:s3:::bucket/prefix/' } })).toEqual({
      other: 'arn:aws:s3:::bucket/prefix',
    });
    expect(physicalKeyOf({}, 'glue://acct/region/db/table')).toBeUndefined();
  });
});
