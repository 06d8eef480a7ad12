import type {
  CreateLFTagExpressionRequest,
  DeleteLFTagExpressionRequest,
  GetLFTagExpressionRequest,
  GetLFTagExpressionResponse,
  ListLFTagExpressionsRequest,
  ListLFTagExpressionsResponse,
  UpdateLFTagExpressionRequest,
} from '@aws-sdk/client-lakeformation';
import type { LFTagExpression, LFTagPair } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { ServiceError } from '../../service';
import { lakeOfCatalog } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { pageOf } from '../../state/paging';
import { putRow, removeRow, scanRows } from '../../state/rows';
import { denied, heldRows, invalid, isAdmin, notFound, requestedCatalog, seesAll } from './authority';

const MAX_EXPRESSIONS = 1000;
const MAX_KEYS = 50;

function holds(call: Call, lake: Lake, name: string, permissions: readonly string[]): boolean {
  return heldRows(call).some(
    ({ Resource, Permissions }) =>
      Resource.LFTagExpression?.Name.toLowerCase() === name.toLowerCase() &&
      (Resource.LFTagExpression.CatalogId ?? lake.account) === lake.account &&
      Permissions.some((p) => permissions.includes(p)),
  );
}

const lakeFor = (call: Call, catalogId: string | undefined): Lake =>
  lakeOfCatalog(call.world, requestedCatalog(call, catalogId), call.region);

const sees = (call: Call, lake: Lake, name: string): boolean =>
  seesAll(call, lake) || holds(call, lake, name, ['DESCRIBE', 'ALTER', 'DROP', 'ALL']);

export function listLFTagExpressions(input: ListLFTagExpressionsRequest, call: Call): ListLFTagExpressionsResponse {
  const lake = lakeFor(call, input.CatalogId);
  const list = [...lake.expressions.values()].filter((e) => sees(call, lake, e.Name));
  const bind = { catalog: lake.account };
  const page = pageOf({ call, bind, token: input.NextToken, limit: input.MaxResults, max: 1000 }, list);
  return { LFTagExpressions: page.items, NextToken: page.token };
}

function expressionOf(lake: Lake, name: string | undefined): LFTagExpression {
  const found = lake.expressions.get((name ?? '').toLowerCase());
  if (!found) throw notFound('LF-Tag expression not found.');
  return found;
}

export function getLFTagExpression(input: GetLFTagExpressionRequest, call: Call): GetLFTagExpressionResponse {
  const lake = lakeFor(call, input.CatalogId);
  const found = expressionOf(lake, input.Name);
  if (!sees(call, lake, found.Name)) throw denied();
  return { ...found };
}

/** Keys and values must exist (T9 bodies are read live later, when they may not any more). */
export function requireExpression(lake: Lake, expression: readonly LFTagPair[]): LFTagPair[] {
  if (expression.length === 0) throw invalid('Expression must not be empty.');
  if (expression.length > MAX_KEYS) throw invalid('An expression can have at most 50 keys.');
  return expression.map((pair) => {
    const tag = lake.tags.get(pair.TagKey.toLowerCase());
    const values = pair.TagValues.map((v) => v.toLowerCase());
    const known = tag && values.length > 0 && values.every((v) => v === '*' || tag.values.includes(v));
    if (!known) throw notFound('Tag or tag value does not exist.');
    return { CatalogId: pair.CatalogId ?? lake.account, TagKey: tag.key, TagValues: values };
  });
}

export function createLFTagExpression(input: CreateLFTagExpressionRequest, call: Call): object {
  const lake = lakeFor(call, input.CatalogId);
  const mayCreate = heldRows(call).some(
    (r) => r.Resource.Catalog && r.Permissions.includes('CREATE_LF_TAG_EXPRESSION'),
  );
  if (lake.account !== call.caller.account || (!isAdmin(call, lake) && !mayCreate)) throw denied();
  const Name = input.Name ?? '';
  if (lake.expressions.has(Name.toLowerCase())) throw invalid('LF-Tag expression already exists.');
  if (lake.expressions.size >= MAX_EXPRESSIONS) {
    throw new ServiceError(
      'ResourceNumberLimitExceededException',
      'The number of LF-Tag expressions exceeds the limit.',
    );
  }
  const Expression = requireExpression(lake, (input.Expression ?? []) as LFTagPair[]);
  const { Description } = input;
  lake.expressions.set(Name.toLowerCase(), {
    Name,
    ...(Description && { Description }),
    CatalogId: lake.account,
    Expression,
  });
  putRow(lake.rows, {
    Principal: { DataLakePrincipalIdentifier: call.caller.principal },
    Resource: { LFTagExpression: { CatalogId: lake.account, Name } },
    Permissions: ['ALTER', 'DESCRIBE', 'DROP'],
    PermissionsWithGrantOption: ['ALTER', 'DESCRIBE', 'DROP'],
    LastUpdated: call.now.toISOString(),
    LastUpdatedBy: call.caller.principal,
  });
  call.world.version += 1;
  return {};
}

export function updateLFTagExpression(input: UpdateLFTagExpressionRequest, call: Call): object {
  const lake = lakeFor(call, input.CatalogId);
  const found = expressionOf(lake, input.Name);
  if (!isAdmin(call, lake) && !holds(call, lake, found.Name, ['ALTER', 'ALL'])) throw denied();
  const Expression = requireExpression(lake, (input.Expression ?? []) as LFTagPair[]);
  const Description = input.Description ?? found.Description;
  lake.expressions.set(found.Name.toLowerCase(), { ...found, ...(Description && { Description }), Expression });
  call.world.version += 1;
  return {};
}

/** Deleting an expression deletes the policy rows that name it (T9). */
export function deleteLFTagExpression(input: DeleteLFTagExpressionRequest, call: Call): object {
  const lake = lakeFor(call, input.CatalogId);
  const found = expressionOf(lake, input.Name);
  if (!isAdmin(call, lake) && !holds(call, lake, found.Name, ['DROP', 'ALL'])) throw denied();
  const name = found.Name.toLowerCase();
  for (const { row } of [...scanRows(lake.rows)]) {
    const { LFTagPolicy, LFTagExpression: named } = row.Resource;
    if ([LFTagPolicy?.ExpressionName, named?.Name].some((n) => n?.toLowerCase() === name)) removeRow(lake.rows, row);
  }
  lake.expressions.delete(name);
  call.world.version += 1;
  return {};
}
