import { useEffect } from 'react';
import type { SnapshotInfo } from '../../../contract/calls';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { DataGrid, type GridColumn } from '../../ui/DataGrid';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Loading } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { dateWords } from '../../ui/when';

const total = (calls: Record<string, number>): number => Object.values(calls).reduce((sum, n) => sum + n, 0);

/** Stored snapshots, newest first; opening one shows the mesh as it was. */
export function HistoryPage() {
  const history = useHeddle((s) => s.history);
  const current = useHeddle((s) => s.app.value?.snapshot?.id);
  const trouble = useHeddle((s) => s.listTrouble);
  const load = useHeddle((s) => s.loadHistory);
  const open = useHeddle((s) => s.openSnapshot);
  const crawl = useHeddle((s) => s.crawl);
  useEffect(() => void load(), [load, current]);

  const columns: GridColumn<SnapshotInfo>[] = [
    { id: 'at', header: 'Read at', width: '190px', cell: (s) => dateWords(s.takenAt) },
    { id: 'connection', header: 'Connection', cell: (s) => s.connection },
    { id: 'accounts', header: 'Accounts', width: '80px', cell: (s) => s.counts.accounts },
    { id: 'tables', header: 'Tables', width: '80px', cell: (s) => s.counts.tables },
    { id: 'permissions', header: 'Permission rows', width: '120px', cell: (s) => s.counts.permissions },
    { id: 'calls', header: 'Calls', width: '80px', cell: (s) => total(s.calls) },
    {
      id: 'gaps',
      header: 'Not read',
      width: '110px',
      cell: (s) => (s.gaps ? `${s.gaps} ${s.gaps === 1 ? 'gap' : 'gaps'}` : 'nothing'),
    },
    { id: 'state', header: 'Shown', width: '90px', cell: (s) => (s.id === current ? 'on screen' : '') },
  ];
  return (
    <Page
      title="History"
      subtitle="What AWS said, kept as it was read. Choose a row to open that snapshot; it needs no connection."
    >
      <div className="stack page-fill">
        {trouble ? <ErrorPanel trouble={trouble} title="The snapshot could not be opened" /> : null}
        {history.status === 'failed' ? (
          <ErrorPanel trouble={history.trouble} title="The snapshots could not be listed" onRetry={() => void load()} />
        ) : null}
        {!history.value && history.status !== 'failed' ? <Loading what="Listing snapshots …" /> : null}
        {history.value?.length === 0 ? (
          <EmptyState title="No snapshot yet" action={<Button onClick={() => void crawl()}>Read the mesh now</Button>}>
            Every completed read of the mesh is kept here.
          </EmptyState>
        ) : null}
        {history.value?.length ? (
          <DataGrid
            label="Snapshots"
            columns={columns}
            rows={history.value}
            rowId={(s) => s.id}
            selected={current ?? null}
            empty="No snapshot yet"
            onSelect={(s) => void (s.id !== current && open(s.id))}
          />
        ) : null}
      </div>
    </Page>
  );
}
