import { useEffect, useState } from 'react';
import type { ExpressionCheck, LakeColumn } from '../../../core/lake/views';
import { useHeddle } from '../../store/StoreProvider';
import { TextArea } from '../../ui/TextArea';

interface RowsFieldProps {
  resource: string;
  columns: readonly LakeColumn[];
  value: string;
  onChange: (value: string) => void;
  /** False while something is known to be wrong. */
  onJudged: (isRight: boolean) => void;
}

/** Long enough for a word, short enough to be there when one looks up. */
const SETTLE = 150;

const STATES: Record<ExpressionCheck['state'], string> = {
  fine: 'Nothing wrong found.',
  wrong: 'This is not right:',
  unchecked: 'Not wholly checked:',
  empty: '',
};

/** The row expression, checked against the columns of its table as one types. */
export function RowsField({ resource, columns, value, onChange, onJudged }: RowsFieldProps) {
  const ask = useHeddle((s) => s.askLake);
  const [check, setCheck] = useState<ExpressionCheck | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      void ask('lake.checkRows', { resource, expression: value }).then((result) => {
        if (!isCurrent) return;
        setCheck(result.ok ? result.value : null);
        onJudged(!result.ok || result.value.state !== 'wrong');
      });
    }, SETTLE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [ask, resource, value, onJudged]);
  return (
    <div className="rows-field">
      <TextArea
        label="Rows where"
        value={value}
        rows={3}
        placeholder="region = 'EU' AND amount > 100"
        hint={`Columns: ${columns.map(({ name, type }) => `${name} ${type}`).join(', ')}`}
        onChange={onChange}
      />
      <div role="status" className={`rows-check is-${check?.state ?? 'empty'}`}>
        {check && check.state !== 'empty' ? (
          <>
            <strong>{STATES[check.state]}</strong>
            {check.state === 'fine' && check.columns.length ? ` It reads ${check.columns.join(', ')}.` : ''}
            {check.remarks.length ? (
              <ul>
                {check.remarks.map((remark) => (
                  <li key={remark}>{remark}</li>
                ))}
              </ul>
            ) : null}
          </>
        ) : null}
      </div>
    </div>
  );
}
