import type { Suggestion } from '../../../core/report/views';
import type { PlaceMade } from '../../../core/change/grant-target-other';
import type { Edit } from '../../../core/change/plan-types';
import type { FilterTarget } from '../../../core/lake/views';
import type { DataCellsFilter } from '../../../core/model/lakeformation';
import { NOT_YET, tagsMade } from './pending';

const nameOf = ({ operation, request }: Edit): string =>
  operation === 'CreateLFTag' ? String(request['TagKey']).toLowerCase() : String(request['Name']);

/** What edits of the basket make that can be granted on by its own name, as the host would write it. */
const placeOf = (edit: Edit): { value: string; note: string } | undefined => {
  const { account, operation } = edit;
  if (operation === 'CreateLFTag')
    return { value: `tag:${account}/${nameOf(edit)}`, note: `LF-Tag key of ${account}, ${NOT_YET}` };
  if (operation === 'CreateLFTagExpression')
    return { value: `expression:${account}/${nameOf(edit)}`, note: `saved expression of ${account}, ${NOT_YET}` };
  return undefined;
};

/** LF-Tag keys and saved expressions that only the basket makes and whose name holds a text. */
export const placesMade = (made: readonly Edit[], text: string): Suggestion[] =>
  made.flatMap((edit) => {
    const place = placeOf(edit);
    const isAsked = place?.value.toLowerCase().includes(text.trim().toLowerCase()) === true;
    return place && isAsked ? [{ ...place, label: nameOf(edit) }] : [];
  });

/** The key or saved expression of this name that only the basket makes; undefined for any other text. */
export function placeMade(made: readonly Edit[], text: string): PlaceMade | undefined {
  const edit = made.find((one) => placeOf(one)?.value.toLowerCase() === text.trim().toLowerCase());
  if (edit?.region === undefined) return undefined;
  const { account, region, operation } = edit;
  const name = nameOf(edit);
  if (operation === 'CreateLFTagExpression') return { account, region, name };
  return {
    account,
    region,
    name,
    values: tagsMade(made, account).flatMap((tag) => (tag.key === name ? tag.values : [])),
  };
}

/** Names of the data filters on a table once the basket is applied. */
export function filterNames({ catalogId, database, table, filters }: FilterTarget, basket: readonly Edit[]): string[] {
  const names = new Set(filters);
  for (const { account, operation, request } of basket) {
    const data = (request['TableData'] ?? request) as Partial<DataCellsFilter>;
    const isHere =
      (data.TableCatalogId ?? account) === catalogId &&
      data.DatabaseName?.toLowerCase() === database.toLowerCase() &&
      data.TableName?.toLowerCase() === table.toLowerCase();
    if (!isHere || data.Name === undefined) continue;
    if (operation === 'CreateDataCellsFilter') names.add(data.Name);
    if (operation === 'DeleteDataCellsFilter') names.delete(data.Name);
  }
  return [...names];
}
