import { resolveResource } from '../../../core/access/resolve';
import { assignmentsView } from '../../../core/lake/assignments';
import { expressionsView } from '../../../core/lake/expressions';
import { filterTarget, filtersView, tableColumns } from '../../../core/lake/filters';
import { lakeSettingsView } from '../../../core/lake/lake-settings';
import { checkRowExpression } from '../../../core/lake/row-expression';
import { tagsView } from '../../../core/lake/tag-uses';
import { principalLabelOf } from '../../../core/report/principal-label';
import { Failure } from '../../store/failure';
import type { HostContext, HostHandlers } from '../question';
import { accessIndexOf, resolved } from './access';
import { answerSource } from './views';

const indexOf = (context: HostContext) => accessIndexOf(context.current());
const labels = (context: HostContext) => {
  const source = answerSource(context.current());
  return (principal: string): string => principalLabelOf(source, principal);
};

/** @throws Failure TABLE_EXPECTED, and those of `resolved` */
function tableOf(context: HostContext, resource: string): number {
  const ref = resolved(resolveResource(indexOf(context), resource));
  if (ref.kind === 'table') return ref.table;
  throw new Failure({
    code: 'TABLE_EXPECTED',
    message: `Data filters are made on tables; ${resource} is none.`,
    wayOut: 'Name a table as database.table.',
  });
}

/** What the pages Tags and Lake settings show. */
export const lakeQuestions = {
  'lake.tags': (context) => tagsView(indexOf(context)),
  'lake.assignments': (context, asked) => assignmentsView(indexOf(context), asked),
  'lake.expressions': (context) => expressionsView(indexOf(context), labels(context)),
  'lake.filters': (context) => filtersView(indexOf(context), labels(context)),
  'lake.filterTarget': (context, { resource }) => filterTarget(indexOf(context), tableOf(context, resource)),
  'lake.checkRows': (context, { resource, expression }) =>
    checkRowExpression(expression, tableColumns(indexOf(context).mesh, tableOf(context, resource))),
  'lake.settings': (context) => lakeSettingsView(indexOf(context), labels(context)),
} satisfies Partial<HostHandlers>;
