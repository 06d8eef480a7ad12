import type { DzLineageNode } from '../../../core/model/datazone';
import type { Output } from '../../aws/services';

export type NodeItem = NonNullable<NonNullable<Output<'datazone:QueryGraph'>['items']>[number]['lineageNode']>;

/** The service tells at most this many neighbours of one side and has no second page. */
export const MOST_NEIGHBOURS = 100;

export const idsOf = (list: readonly { id?: string }[] | undefined): string[] =>
  (list ?? []).flatMap(({ id }) => (id ? [id] : []));

/** A node in the shape of the snapshot. */
export function lineageNodeOf(
  domainId: string,
  node: NodeItem,
  upstream: string[],
  downstream: string[],
): DzLineageNode {
  const { id = '', name, typeName, sourceIdentifier, eventTimestamp } = node;
  const isCut = upstream.length >= MOST_NEIGHBOURS || downstream.length >= MOST_NEIGHBOURS;
  const columnLineage = columnLineageOf(node.formsOutput);
  return {
    domainId,
    id,
    ...(name ? { name } : {}),
    ...(typeName ? { typeName } : {}),
    ...(sourceIdentifier ? { sourceIdentifier } : {}),
    ...(eventTimestamp ? { eventTimestamp } : {}),
    upstream,
    downstream,
    ...(columnLineage === undefined ? {} : { columnLineage }),
    ...(isCut ? { truncated: true } : {}),
  };
}

/** The form's name is not documented, so it is known by its content: output columns with their input fields. */
function columnLineageOf(forms: NodeItem['formsOutput']): unknown {
  for (const { content } of forms ?? []) {
    try {
      const facet: unknown = JSON.parse(content ?? '');
      const fields = (facet as { fields?: unknown } | null)?.fields;
      if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) continue;
      if (
        Object.values(fields).some((field) => Array.isArray((field as { inputFields?: unknown } | null)?.inputFields))
      )
        return facet;
    } catch {
      // A form that is no JSON is none that tells of columns.
    }
  }
  return undefined;
}
