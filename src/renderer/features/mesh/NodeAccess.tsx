import { useEffect } from 'react';
import { questionOfNode } from '../../../core/report/question-of-node';
import { linkOf } from '../../store/access-link';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';

/** From a node to the question about it. */
export function AccessButton({ id, label }: { id: string; label: string }) {
  const navigate = useHeddle((s) => s.navigate);
  const question = questionOfNode(id);
  if (!question) return null;
  return (
    <Button
      label={question.ask === 'who' ? `Who can access ${label}` : undefined}
      onClick={() => navigate(linkOf(question))}
    >
      {question.ask === 'who' ? 'Who can access' : 'What can it access'}
    </Button>
  );
}

/** What the rules found at this node; asked anew for each snapshot. */
export function FindingsHere({ id }: { id: string }) {
  const findings = useHeddle((s) => s.findings);
  const load = useHeddle((s) => s.loadFindings);
  const navigate = useHeddle((s) => s.navigate);
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  useEffect(() => void load(), [load, snapshot]);
  const here = (findings.value ?? []).filter(({ where }) => where.includes(id));
  if (here.length === 0) return null;
  return (
    <section>
      <h3>Findings ({here.length})</h3>
      <ul className="marks">
        {here.map(({ id: finding, sentence }) => (
          <li key={finding}>{sentence}</li>
        ))}
      </ul>
      <Button kind="inline-link" onClick={() => navigate('findings')}>
        All findings
      </Button>
    </section>
  );
}
