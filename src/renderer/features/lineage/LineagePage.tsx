import { useEffect } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Loading } from '../../ui/Loading';
import './lineage.css';
import { DropFiles } from './DropFiles';
import { LineageGraph } from './LineageGraph';
import { LineageTable } from './LineageTable';
import { LineageToolbar } from './LineageToolbar';
import { ListBar } from './ListBar';
import { SidePanel } from './SidePanel';

/** Where data comes from and goes, as a picture or as a table, with the lists that belong to it. */
export function LineagePage() {
  const view = useHeddle((s) => s.lineage);
  const mode = useHeddle((s) => s.lineageMode);
  const list = useHeddle((s) => s.lineageList);
  const link = useHeddle((s) => s.link);
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  const change = useHeddle((s) => s.changeLineage);
  const refresh = useHeddle((s) => s.refreshLineage);
  const openList = useHeddle((s) => s.openLineageList);

  useEffect(() => {
    const focus = new URLSearchParams(link).get('of');
    void (focus ? change({ focus }) : refresh());
  }, [link, change, refresh, snapshot]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) openList(null, null);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [openList]);

  const value = view.value;
  const isEmpty = value !== undefined && value.nodes.length === 0;
  return (
    <DropFiles>
      <div className="lin" data-lineage-drawn={value && !isEmpty ? 'true' : 'false'}>
        <h1 className="visually-hidden">Lineage</h1>
        <LineageToolbar />
        <ListBar />
        <div className="lin-row">
          <div className="lin-main">
            {view.status === 'failed' ? (
              <ErrorPanel
                trouble={view.trouble}
                title="The lineage could not be drawn"
                onRetry={() => void refresh()}
              />
            ) : null}
            {!value && view.status !== 'failed' ? <Loading what="Joining what is known of the data’s way …" /> : null}
            {isEmpty && view.status !== 'failed' ? (
              <EmptyState
                title={value.label ? `No lineage of ${value.label}` : 'No lineage yet'}
                action={<Button onClick={() => openList('known')}>What is known and what is not</Button>}
              >
                {value.sentence} Lineage comes from DataZone, Glue, and OpenLineage files that you drop here.
              </EmptyState>
            ) : null}
            {value && !isEmpty ? (
              mode === 'graph' ? (
                <LineageGraph view={value} />
              ) : (
                <LineageTable view={value} />
              )
            ) : null}
          </div>
          {list ? <SidePanel list={list} /> : null}
        </div>
      </div>
    </DropFiles>
  );
}
