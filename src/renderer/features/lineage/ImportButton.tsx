import { useRef, useState } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { importFiles } from './read-files';

/** Opens the platform's file dialog for OpenLineage files. */
export function ImportButton() {
  const input = useRef<HTMLInputElement>(null);
  const ask = useHeddle((s) => s.askLineage);
  const refresh = useHeddle((s) => s.refreshLineage);
  const [said, setSaid] = useState('');
  return (
    <>
      <span role="status" className="lin-said" title={said}>
        {said}
      </span>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="OpenLineage files"
        accept=".json,.ndjson,.jsonl,.log,.txt"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void importFiles(files, ask).then((words) => {
            setSaid(words);
            return refresh();
          });
        }}
      />
      <Button onClick={() => input.current?.click()}>Import…</Button>
    </>
  );
}
