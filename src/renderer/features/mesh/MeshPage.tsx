import { useEffect } from 'react';
import { NothingRead } from '../../app/NothingRead';
import { useHeddle } from '../../store/StoreProvider';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Loading } from '../../ui/Loading';
import { DetailsPanel } from './DetailsPanel';
import { EdgePanel } from './EdgePanel';
import { MeshFoot } from './MeshFoot';
import { MeshGraph } from './MeshGraph';
import { MeshNote } from './MeshNote';
import { MeshTable } from './MeshTable';
import { MeshToolbar } from './MeshToolbar';
import './mesh.css';
import { useDrawn } from './use-drawn';

/** The kit keeps the lists of closed selects in the page, as dialogs that say they are not open. */
const OPEN_DIALOG = '[role="dialog"]:not([data-open="false"])';

/** The mesh as a picture or as a table, its filters, and the details of what is selected. */
export function MeshPage() {
  const view = useHeddle((s) => s.view);
  const app = useHeddle((s) => s.app.value);
  const mode = useHeddle((s) => s.meshMode);
  const progress = useHeddle((s) => s.progress);
  const refresh = useHeddle((s) => s.refreshMesh);
  const select = useHeddle((s) => s.select);
  const hasSelection = useHeddle((s) => s.selected !== null);
  const isPicture = useHeddle((s) => s.isPicture);
  const drawn = useDrawn(view.value, mode);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector(OPEN_DIALOG)) void select(null);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [select]);

  const isUnread = view.status === 'failed' && view.trouble.code === 'MESH_NONE';
  const isEmpty = isUnread || (view.value !== undefined && view.value.nodes.length === 0);
  const isFiltered = (view.value?.hidden ?? 0) > 0;
  const hasMesh = Boolean(app?.snapshot) || (view.value?.nodes.length ?? 0) > 0;
  return (
    <div
      className="mesh"
      data-mesh-drawn={drawn ? (isPicture ? 'picture' : 'true') : 'false'}
      data-snapshot={app?.snapshot?.id}
    >
      <h1 className="visually-hidden">Mesh</h1>
      <MeshToolbar />
      <div className="mesh-row">
        <div className="mesh-main">
          {view.status === 'failed' && !isUnread ? (
            <ErrorPanel trouble={view.trouble} title="The mesh could not be drawn" onRetry={() => void refresh()} />
          ) : null}
          {!view.value && view.status !== 'failed' ? <Loading what="Drawing the mesh …" /> : null}
          {isEmpty && !hasMesh && !isFiltered ? (
            progress ? (
              <Loading what="Reading AWS for the first time; domains appear as soon as they are known …" />
            ) : (
              <NothingRead />
            )
          ) : null}
          {isEmpty && isFiltered ? (
            <EmptyState title="The filters hide everything" action={<MeshNote />}>
              Take one away to see the mesh again.
            </EmptyState>
          ) : null}
          {isEmpty && hasMesh && !isFiltered ? (
            <EmptyState title="No domains here">
              The profiles of this connection see no domain, table or grant. The coverage badge above tells what was
              refused.
            </EmptyState>
          ) : null}
          {view.value && !isEmpty ? (
            mode === 'graph' ? (
              <MeshGraph view={view.value} />
            ) : (
              <MeshTable view={view.value} />
            )
          ) : null}
          {isEmpty ? null : (
            <div className={mode === 'graph' ? 'mesh-note-spot is-over' : 'mesh-note-spot'}>
              <MeshNote />
            </div>
          )}
          {view.value && !isEmpty ? <MeshFoot view={view.value} /> : null}
        </div>
        {hasSelection ? <DetailsPanel /> : <EdgePanel />}
      </div>
    </div>
  );
}
