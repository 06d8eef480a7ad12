import { useEffect, useState } from 'react';
import type { AccessQuestion } from '../../../core/report/question';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/TextField';

/** Parts of names that narrow both sides of the matrix; nothing shows all. */
export function MatrixForm({ asked }: { asked: Extract<AccessQuestion, { ask: 'matrix' }> | null }) {
  const ask = useHeddle((s) => s.ask);
  const [principals, setPrincipals] = useState(asked?.principals ?? '');
  const [resources, setResources] = useState(asked?.resources ?? '');
  useEffect(() => {
    if (!asked) return;
    setPrincipals(asked.principals ?? '');
    setResources(asked.resources ?? '');
  }, [asked]);
  const put = (): void => {
    const [p, r] = [principals.trim(), resources.trim()];
    void ask({ ask: 'matrix', ...(p ? { principals: p } : {}), ...(r ? { resources: r } : {}) });
  };
  return (
    <form
      className="access-form"
      role="search"
      aria-label="Question"
      onSubmit={(event) => {
        event.preventDefault();
        put();
      }}
    >
      <div className="access-field is-wide">
        <TextField
          label="Principals"
          value={principals}
          placeholder="Part of a name; empty = all"
          onChange={setPrincipals}
        />
      </div>
      <div className="access-field is-wide">
        <TextField label="Tables" value={resources} placeholder="Part of a name; empty = all" onChange={setResources} />
      </div>
      <Button kind="primary" onClick={put}>
        Show
      </Button>
    </form>
  );
}
