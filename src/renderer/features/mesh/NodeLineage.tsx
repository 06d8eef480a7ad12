import { useEffect, useState } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';

interface Near {
  from: { id: string; label: string }[];
  into: { id: string; label: string }[];
}

const SHOWN = 6;

/** One step of lineage: what the table is made from, and what is made from it. */
export function NodeLineage({ id }: { id: string }) {
  const ask = useHeddle((s) => s.askLineage);
  const reveal = useHeddle((s) => s.reveal);
  const navigate = useHeddle((s) => s.navigate);
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  const [near, setNear] = useState<Near | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const side = async (direction: 'upstream' | 'downstream'): Promise<Near['from']> => {
      const result = await ask('lineage.graph', { resource: id, direction, depth: 1, level: 'table' });
      return result.ok ? result.value.nodes.filter((node) => node.id !== id && node.kind !== 'job') : [];
    };
    void Promise.all([side('upstream'), side('downstream')]).then(
      ([from, into]) => isCurrent && setNear({ from, into }),
    );
    return () => void (isCurrent = false);
  }, [id, snapshot, ask]);
  if (!near || near.from.length + near.into.length === 0) return null;
  const list = (nodes: Near['from']) => (
    <>
      {nodes.slice(0, SHOWN).map((node, nth) => (
        <span key={node.id}>
          {nth ? ', ' : ''}
          <Button kind="inline-link" onClick={() => void reveal(node.id)}>
            {node.label}
          </Button>
        </span>
      ))}
      {nodes.length > SHOWN ? ` and ${String(nodes.length - SHOWN)} more` : ''}
    </>
  );
  return (
    <section>
      <h3>Lineage, one step</h3>
      <dl className="facts">
        {near.from.length ? (
          <div className="fact">
            <dt>Made from</dt>
            <dd>{list(near.from)}</dd>
          </div>
        ) : null}
        {near.into.length ? (
          <div className="fact">
            <dt>Made into</dt>
            <dd>{list(near.into)}</dd>
          </div>
        ) : null}
      </dl>
      <Button kind="inline-link" onClick={() => navigate(`lineage?${new URLSearchParams({ of: id }).toString()}`)}>
        Open its lineage
      </Button>
    </section>
  );
}
