import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { dateWords } from '../../ui/when';
import { NodeColumns } from './NodeColumns';
import { holdsWords, toldWords } from './source-words';

/** The selected node: what it is, what leads to it and from it, and where to go from here. */
export function NodeFacts() {
  const view = useHeddle((s) => s.lineage.value);
  const id = useHeddle((s) => s.lineageNode);
  const change = useHeddle((s) => s.changeLineage);
  const reveal = useHeddle((s) => s.reveal);
  const node = view?.nodes.find((one) => one.id === id);
  if (!view || !node) return <p>This node is not shown any more.</p>;
  const names = new Map(view.nodes.map((one) => [one.id, one.label]));
  const sides = [
    {
      title: 'From',
      edges: view.edges.filter((e) => !e.isColumn && e.target === id).map((e) => ({ ...e, other: e.source })),
    },
    {
      title: 'To',
      edges: view.edges.filter((e) => !e.isColumn && e.source === id).map((e) => ({ ...e, other: e.target })),
    },
  ];
  const inMesh = node.kind === 'table' || node.kind === 'product' || node.kind === 'project';
  return (
    <>
      <p>
        {[node.kind === 'job' ? 'Job' : node.kind, node.words, node.where ? `account ${node.where}` : '']
          .filter(Boolean)
          .join(' · ')}
      </p>
      {node.audience ? <p>{node.audience.words}</p> : null}
      {node.lastRun ? (
        <p>
          Last run {node.lastRun.type.toLowerCase()},{' '}
          {node.lastRun.at ? dateWords(node.lastRun.at) : 'at an unknown time'}.
        </p>
      ) : null}
      {node.lost?.length ? (
        <section>
          <h3>Tags that got lost here</h3>
          <p className="lin-chips">
            {node.lost.map((tag) => (
              <Chip key={tag} tone="failed">
                {tag}
              </Chip>
            ))}
          </p>
        </section>
      ) : null}
      {node.ambiguous ? (
        <p>
          The name fits several tables, so it is drawn as a node of its own:{' '}
          {node.ambiguous.map((id) => id.replace(/^table:/, '')).join(', ')}.
        </p>
      ) : null}
      <section className="lin-actions">
        {node.isFocus ? null : <Button onClick={() => void change({ focus: node.id })}>Look around it</Button>}
        {node.isFocus || node.kind === 'job' ? null : (
          <Button onClick={() => void change({ pathTo: node.id })}>Way to it</Button>
        )}
        {inMesh ? <Button onClick={() => void reveal(node.id)}>Show in the mesh</Button> : null}
      </section>
      {node.kind === 'table' || node.kind === 'dataset' ? <NodeColumns node={node.id} /> : null}
      {sides.map(({ title, edges }) =>
        edges.length === 0 ? null : (
          <section key={title}>
            <h3>{title}</h3>
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Learnt from, and when</th>
                </tr>
              </thead>
              <tbody>
                {edges.map((edge) => (
                  <tr key={edge.id}>
                    <td>{names.get(edge.other) ?? edge.other}</td>
                    <td>
                      {edge.told.map((one) => (
                        <small key={toldWords(one)} className="lin-told">
                          {toldWords(one)}
                        </small>
                      ))}
                      {edge.until || edge.isUnsure ? <Chip tone="dormant">{holdsWords(edge)}</Chip> : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ),
      )}
    </>
  );
}
