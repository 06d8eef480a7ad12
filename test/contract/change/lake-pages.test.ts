import { expect, test } from 'vitest';
import { halcyonWorld } from '../../../src/main/sandbox/halcyon/halcyon';
import { toInput } from '../../../src/main/sandbox/state/to-input';
import {
  addOptIn,
  deregisterLocation,
  putSettings,
  registerLocation,
  updateLocation,
} from '../../../src/renderer/features/lake-settings/lake-edits';
import { draftOf, filterEdits } from '../../../src/renderer/features/tags/filter-edits';
import { changeValues, createKey, deleteExpression, saveExpression } from '../../../src/renderer/features/tags/tag-key-edits'; // prettier-ignore
import { withChangeWorld } from './change-world';
import { dumpThroughBoto3, rawState } from './raw-state';

/** What the pages Tags and Lake settings put into the basket, by their own builders, over the wire and back. */
test('the edits of the pages do what was predicted, and undoing brings the raw state back', async () => {
  await withChangeWorld({ world: halcyonWorld() }, async (world) => {
    const { data } = world.sandbox.world;
    const lake = toInput(
      world.sandbox.world,
      data.accounts.find(({ name }) => /sales/i.test(name))!.id,
      'eu-central-1',
    );
    const place = { account: lake.account, region: 'eu-central-1' };
    const [location] = lake.ResourceInfoList;
    const registered = { ...place, record: location!, tables: [], tableTotal: 0 };
    const table = lake.TableList.find((t) => t.DatabaseName === 'sales' && t.Name === 'orders')!;
    const target = {
      ...place, catalogId: lake.account, database: 'sales', table: 'orders', choices: [], filters: [],
      columns: (table.StorageDescriptor?.Columns ?? []).map(({ Name, Type = '' }) => ({ name: Name, type: Type, isPartition: false })),
    }; // prettier-ignore
    const held = lake.DataCellsFilters.find((f) => f.TableName === 'orders')!;
    const filter = { ...place, resource: '', table: 'sales.orders', name: held.Name, record: held, columns: '', rows: '', principals: [] }; // prettier-ignore
    const [expression] = lake.LFTagExpressions;
    const [key] = lake.LFTags;
    const settings = { ...place, settings: lake.DataLakeSettings, missing: [] };
    const legacy = { Database: { CatalogId: lake.account, Name: 'sales' } };
    const edits = [
      ...createKey(place, 'Retention', ['short', 'long']),
      ...changeValues(place, key!.TagKey, ['brand_new'], []),
      ...saveExpression(place, true, 'new_one', 'made here', [{ TagKey: key!.TagKey, TagValues: ['*'] }]),
      ...saveExpression(place, false, expression!.Name, '', [{ TagKey: key!.TagKey, TagValues: [key!.TagValues[0]!] }]),
      ...filterEdits(target, filter, { ...draftOf(filter), rowMode: 'where', expression: 'amount > 10' }),
      ...filterEdits(target, null, { ...draftOf(null), name: 'made_here', grantTo: `arn:aws:iam::${lake.account}:role/SalesAnalyst` }), // prettier-ignore
      ...registerLocation(place, { path: 's3://somewhere/else', role: '', isHybrid: true }),
      ...updateLocation(registered, {
        path: '',
        role: location!.RoleArn ?? '',
        isHybrid: !location!.HybridAccessEnabled,
      }),
      ...addOptIn(place, `arn:aws:iam::${lake.account}:role/SalesAnalyst`, legacy),
      ...addOptIn(place, `${lake.account}:IAMPrincipals`, legacy, 'context.iam.principalTags.hasTag("team")'),
      ...putSettings(settings, { ...lake.DataLakeSettings, AllowExternalDataFiltering: !lake.DataLakeSettings.AllowExternalDataFiltering }), // prettier-ignore
    ];
    const before = rawState(world.sandbox.world);
    const dumped = await dumpThroughBoto3(world.sandbox);
    const { document: plan } = await world.plan(edits);
    expect(plan.blocked).toEqual([]);
    const applied = await world.apply(plan);
    expect(applied.document, applied.err).toMatchObject({ failed: [], differences: [], verified: true });
    const undo = await world.undo(applied.document.journal!);
    expect(undo.document.blocked).toEqual([]);
    const undone = await world.apply(undo.document);
    expect(undone.document, undone.err).toMatchObject({ failed: [], differences: [], verified: true });
    expect(rawState(world.sandbox.world)).toBe(before);
    expect(await dumpThroughBoto3(world.sandbox)).toBe(dumped);

    const gone = [...deregisterLocation(registered), ...deleteExpression(place, expression!.Name)];
    const { document: second } = await world.plan(gone);
    expect(second.blocked).toEqual([]);
    expect((await world.apply(second)).document).toMatchObject({ failed: [], differences: [], verified: true });
  });
});
