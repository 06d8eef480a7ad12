import type { EdgeTold, LineageViewEdge } from '../../../core/lineage/view-types';
import type { LineageSource } from '../../../core/lineage/witness';
import { dateWords } from '../../ui/when';

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

/** One witness of an edge, as a person says it: the source, whose runs, and when. */
export function toldWords({ kind, job, at, since, until }: EdgeTold): string {
  const times = [
    at ? dateWords(at) : 'no time told',
    since && since !== at ? `first ${dateWords(since)}` : '',
    until ? `not since ${dateWords(until)}` : '',
  ];
  return `${WORDS[kind]}${job ? ` of ${job}` : ''}: ${times.filter(Boolean).join(', ')}`;
}

export const holdsWords = ({ until, isUnsure }: Pick<LineageViewEdge, 'until' | 'isUnsure'>): string =>
  until ? `until ${dateWords(until)}` : isUnsure ? 'as defined now' : 'yes';
