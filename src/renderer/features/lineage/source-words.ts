import type { LineageSource } from '../../../core/lineage/lineage-graph';

const WORDS: Record<LineageSource, string> = {
  'openlineage-file': 'OpenLineage file',
  'datazone-event': 'DataZone event',
  'datazone-node': 'DataZone node',
  'glue-job': 'Glue job',
  'glue-crawler': 'Glue crawler',
  view: 'view definition',
  'resource-link': 'resource link',
  'data-product': 'data product',
  subscription: 'subscription',
};

/** Where an edge was learnt, as a person says it. */
export const sourceWords = (source: LineageSource): string => WORDS[source];
