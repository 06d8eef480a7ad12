import { useState, type DragEvent, type ReactNode } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { importFiles } from './read-files';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** OpenLineage files dropped anywhere on the page are imported. */
export function DropFiles({ children }: { children: ReactNode }) {
  const ask = useHeddle((s) => s.askLineage);
  const refresh = useHeddle((s) => s.refreshLineage);
  const [isOver, setOver] = useState(false);
  const [said, setSaid] = useState('');
  return (
    <div
      className="lin-drop"
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as globalThis.Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        void importFiles([...event.dataTransfer.files], ask).then((words) => {
          setSaid(words);
          return refresh();
        });
      }}
    >
      {children}
      {isOver ? <div className="lin-drop-here">Drop OpenLineage files to join them with this mesh</div> : null}
      {said ? (
        <p role="status" className="lin-drop-said">
          {said}
        </p>
      ) : null}
    </div>
  );
}
