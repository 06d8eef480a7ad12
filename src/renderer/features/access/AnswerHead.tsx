import { useState } from 'react';
import type { ReportFormat } from '../../../contract/calls';
import type { CodeSubject } from '../../../contract/code';
import type { AccessQuestion } from '../../../core/report/question';
import type { Limits } from '../../../core/report/views';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Menu } from '../../ui/Menu';
import { REPORT_FORMATS } from '../../ui/report-formats';

interface AnswerHeadProps {
  question: AccessQuestion;
  sentence: string;
  limits: Omit<Limits, 'confidence'> & Partial<Pick<Limits, 'confidence'>>;
  /** Lines shown, in their order, where a filter or an order is set. */
  rows?: number[];
  canCheck?: boolean;
  /** The node to show in the mesh. */
  node?: string;
}

/** The sentence, what it can be done with, and always: how much was read and how sure the rules are. */
export function AnswerHead({ question, sentence, limits, rows, canCheck, node }: AnswerHeadProps) {
  const check = useHeddle((s) => s.checkWithAws);
  const isChecking = useHeddle((s) => s.check.status === 'loading');
  const exportReport = useHeddle((s) => s.exportReport);
  const reveal = useHeddle((s) => s.reveal);
  const showCode = useHeddle((s) => s.showCode);
  const subject = codeSubjectOf(question);
  const [said, setSaid] = useState('');
  const save = async (format: ReportFormat): Promise<void> => {
    const result = await exportReport(question, format, rows);
    setSaid(result.ok ? (result.value ? `Saved to ${result.value.path}` : '') : result.error.message);
  };
  return (
    <section className="answer-head" aria-label="Answer">
      <p className="answer-sentence">{sentence}</p>
      <div className="row">
        <Coverage limits={limits} />
        <span className="answer-actions">
          <span role="status" className="answer-said" title={said}>
            {said}
          </span>
          {node ? <Button onClick={() => void reveal(node)}>Show on graph</Button> : null}
          {canCheck ? (
            <Button isBusy={isChecking} onClick={() => void check(question)}>
              Check with AWS
            </Button>
          ) : null}
          <Menu
            label="Export"
            items={subject ? [...REPORT_FORMATS, { id: 'code', text: 'Present state as code…' }] : REPORT_FORMATS}
            onChoose={(id) => {
              if (id === 'code' && subject) void showCode(subject);
              const format = REPORT_FORMATS.find((f) => f.id === id);
              if (format) void save(format.id);
            }}
          />
        </span>
      </div>
      {limits.warnings.length ? (
        <details className="answer-remarks">
          <summary>
            {limits.warnings.length} {limits.warnings.length === 1 ? 'remark' : 'remarks'}
          </summary>
          <ul>
            {limits.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

/** What an answer is about, as a state that can be written as code. */
function codeSubjectOf(question: AccessQuestion): CodeSubject | null {
  if (question.ask === 'who') return { of: 'resource', name: question.resource };
  return question.ask === 'what' ? { of: 'principal', name: question.principal } : null;
}

const SURE: Record<NonNullable<Limits['confidence']>, string> = {
  documented: 'every rule documented by AWS',
  observed: 'rests on a rule that was observed',
  inferred: 'rests on a rule that is inferred',
  unverified: 'rests on a rule that is unverified',
};

function Coverage({ limits: { read, coverage, confidence } }: Pick<AnswerHeadProps, 'limits'>) {
  const percent = read.of === 0 ? 0 : Math.floor((100 * read.done) / read.of);
  const gaps = coverage.map(({ member, layer, reason }) => `${member}, ${layer}: ${reason}`).join('\n');
  return (
    <span className="row">
      <Chip tone={percent < 100 ? 'requested' : 'granted'} title={gaps || 'Every layer was read.'}>
        {`coverage ${percent} %`}
      </Chip>
      {confidence ? (
        <Chip tone={confidence === 'documented' && percent === 100 ? 'granted' : 'requested'}>
          {confidence === 'documented' && percent < 100 ? 'documented rules, but not all was read' : SURE[confidence]}
        </Chip>
      ) : null}
    </span>
  );
}
