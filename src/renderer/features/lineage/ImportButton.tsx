import { useRef } from 'react';
import { Button } from '../../ui/Button';
import { useImport } from './use-import';

/** Opens the platform's file dialog for OpenLineage files. */
export function ImportButton() {
  const input = useRef<HTMLInputElement>(null);
  const take = useImport();
  return (
    <>
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
          void take(files);
        }}
      />
      <Button onClick={() => input.current?.click()}>Import…</Button>
    </>
  );
}
