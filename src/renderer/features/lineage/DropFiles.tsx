import { useState, type DragEvent, type ReactNode } from 'react';
import { useImport } from './use-import';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** OpenLineage files dropped anywhere on the page are imported. */
export function DropFiles({ children }: { children: ReactNode }) {
  const take = useImport();
  const [isOver, setOver] = useState(false);
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
        void take([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver ? <div className="lin-drop-here">Drop OpenLineage files to join them with this mesh</div> : null}
    </div>
  );
}
