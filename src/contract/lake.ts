import type {
  AssignmentsAsked,
  AssignmentsView,
  ExpressionCheck,
  ExpressionsView,
  FiltersView,
  FilterTarget,
  LakeSettingsView,
  TagsView,
} from '../core/lake/views';

/** What Lake Formation holds besides grants: the pages Tags and Lake settings read these. */
export interface LakeCalls {
  'lake.tags': { in: null; out: TagsView };
  'lake.assignments': { in: AssignmentsAsked; out: AssignmentsView };
  'lake.expressions': { in: null; out: ExpressionsView };
  'lake.filters': { in: null; out: FiltersView };
  /** A table as people write it: what a data filter on it may name. */
  'lake.filterTarget': { in: { resource: string }; out: FilterTarget };
  /** The row expression of a data filter, checked against the columns of a table. */
  'lake.checkRows': { in: { resource: string; expression: string }; out: ExpressionCheck };
  'lake.settings': { in: null; out: LakeSettingsView };
}
