import { grouped } from '../../../core/graph/count-of';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';

/** What is not the whole mesh: what the filters hide, whose neighbourhood or reach this is, what is open. With the way back. */
export function MeshNote() {
  const isFiltered = useHeddle((s) =>
    Object.values(s.query.filter ?? {}).some((value) => (value as string | string[]).length > 0),
  );
  const isPart = useHeddle((s) => Boolean(s.query.focus ?? s.query.reach));
  const reach = useHeddle((s) => (s.query.reach ? s.view.value?.reach?.sentence : undefined));
  const hasOpen = useHeddle((s) => s.query.expanded.length > 0);
  const hidden = useHeddle((s) => s.view.value?.hidden ?? 0);
  const showWhole = useHeddle((s) => s.showWhole);
  const collapse = useHeddle((s) => s.collapseAll);
  if (!isFiltered && !isPart && !hasOpen) return null;
  return (
    <div className="mesh-note">
      {reach ? <span role="status">{reach}</span> : null}
      {isFiltered || isPart ? (
        <Button kind="inline-link" onClick={() => void showWhole()}>
          {`Show all${hidden ? ` (${grouped(hidden)} hidden)` : ''}`}
        </Button>
      ) : (
        <Button kind="inline-link" onClick={() => void collapse()}>
          Close all
        </Button>
      )}
    </div>
  );
}
