import { useEffect, useState } from 'react';
import type { AccessQuestion } from '../../../core/report/question';
import { questionOf } from '../../store/access-link';
import { useHeddle } from '../../store/StoreProvider';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Loading } from '../../ui/Loading';
import { Segmented } from '../../ui/Segmented';
import './access.css';
import { AccessStart } from './AccessStart';
import { AnswerView } from './AnswerView';
import { CompareForm } from './CompareForm';
import { MatrixForm } from './MatrixForm';
import { QuestionForm } from './QuestionForm';
import { SavedMenu } from './SavedMenu';

type Mode = AccessQuestion['ask'];

const MODES: readonly { id: Mode; text: string }[] = [
  { id: 'who', text: 'Who can' },
  { id: 'what', text: 'What can' },
  { id: 'why', text: 'Why, why not' },
  { id: 'compare', text: 'Compare' },
  { id: 'matrix', text: 'Matrix' },
];

/** Questions about effective access: the question, the sentence, the lines, the derivation. */
export function AccessPage() {
  const link = useHeddle((s) => s.link);
  const question = useHeddle((s) => s.question);
  const answer = useHeddle((s) => s.answer);
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  const ask = useHeddle((s) => s.ask);
  const askAgain = useHeddle((s) => s.askAgain);
  const loadSaved = useHeddle((s) => s.loadSaved);
  const [mode, setMode] = useState<Mode>(question?.ask ?? 'who');

  useEffect(() => void loadSaved(), [loadSaved]);
  useEffect(() => {
    const wanted = questionOf(link);
    if (wanted) void ask(wanted);
  }, [link, ask]);
  useEffect(() => {
    if (question) setMode(question.ask);
  }, [question]);
  const [answered, setAnswered] = useState(snapshot);
  useEffect(() => {
    if (snapshot !== answered) {
      setAnswered(snapshot);
      if (answered !== undefined) void askAgain();
    }
  }, [snapshot, answered, askAgain]);

  const shown = question?.ask === mode ? question : null;
  return (
    <div className="access">
      <header className="access-head">
        <h1 className="visually-hidden">Access</h1>
        <Segmented label="Kind of question" value={mode} options={MODES} onChange={setMode} />
        <SavedMenu />
      </header>
      {mode === 'compare' ? (
        <CompareForm asked={shown?.ask === 'compare' ? shown : null} />
      ) : mode === 'matrix' ? (
        <MatrixForm asked={shown?.ask === 'matrix' ? shown : null} />
      ) : (
        <QuestionForm key={mode} mode={mode} asked={shown} />
      )}
      <div className="access-body">
        {shown && answer.status === 'failed' ? (
          <ErrorPanel
            trouble={answer.trouble}
            title="The question could not be answered"
            onRetry={() => void askAgain()}
          />
        ) : null}
        {shown && !answer.value && answer.status === 'loading' ? <Loading what="Working it out …" /> : null}
        {shown && answer.value?.ask === mode && answer.status !== 'failed' ? (
          <AnswerView answer={answer.value} />
        ) : null}
        {shown ? null : <AccessStart mode={mode} />}
      </div>
    </div>
  );
}
