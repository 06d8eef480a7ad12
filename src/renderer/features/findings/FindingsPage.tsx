import { useEffect, useMemo, useState } from 'react';
import type { ReportFormat } from '../../../contract/calls';
import type { Finding } from '../../../core/findings/finding';
import { RULE_WORDS } from '../../../core/report/finding-words';
import { useHeddle } from '../../store/StoreProvider';
import { Chip } from '../../ui/Chip';
import { Choices } from '../../ui/Choices';
import { DataGrid, type GridColumn } from '../../ui/DataGrid';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Loading } from '../../ui/Loading';
import { Menu } from '../../ui/Menu';
import { Page } from '../../ui/Page';
import { REPORT_FORMATS } from '../../ui/report-formats';
import { TextFilter } from '../../ui/TextFilter';
import { FindingPanel } from './FindingPanel';
import './findings.css';

const TONES = { high: 'failed', medium: 'requested', low: 'dormant' } as const;

const COLUMNS: GridColumn<Finding>[] = [
  {
    id: 'severity',
    header: 'Severity',
    width: '92px',
    cell: (f) => <Chip tone={TONES[f.severity]}>{f.severity}</Chip>,
  },
  {
    id: 'rule',
    header: 'Rule',
    width: 'minmax(150px, 1fr)',
    cell: (f) => RULE_WORDS[f.rule],
    title: (f) => RULE_WORDS[f.rule],
  },
  { id: 'sentence', header: 'Finding', width: 'minmax(0, 3fr)', cell: (f) => f.sentence, title: (f) => f.sentence },
];

/** What a person should look at, the most urgent first; each with its rows, where it is and what to do. */
export function FindingsPage() {
  const findings = useHeddle((s) => s.findings);
  const load = useHeddle((s) => s.loadFindings);
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  const exportReport = useHeddle((s) => s.exportReport);
  const [text, setText] = useState('');
  const [rules, setRules] = useState<string[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => void load(), [load, snapshot]);
  const all = findings.value;
  const shown = useMemo(
    () =>
      (all ?? [])
        .map((finding, nth) => ({ finding, nth }))
        .filter(({ finding: f }) => rules.length === 0 || rules.includes(f.rule))
        .filter(({ finding: f }) =>
          `${f.sentence} ${f.where.join(' ')}`.toLowerCase().includes(text.trim().toLowerCase()),
        ),
    [all, rules, text],
  );
  const options = [...new Set((all ?? []).map(({ rule }) => rule))].map((rule) => ({
    value: rule,
    label: RULE_WORDS[rule],
  }));
  const high = all?.filter(({ severity }) => severity === 'high').length ?? 0;
  const current = all?.find(({ id }) => id === chosen);
  const save = async (format: ReportFormat): Promise<void> => {
    const rowsShown = shown.length === all?.length ? undefined : shown.map(({ nth }) => nth);
    const result = await exportReport({ ask: 'findings' }, format, rowsShown);
    setSaid(result.ok ? (result.value ? `Saved to ${result.value.path}` : '') : result.error.message);
  };
  return (
    <div className="findings">
      <Page
        title="Findings"
        subtitle={
          all === undefined
            ? 'What a person should look at.'
            : all.length === 0
              ? 'Nothing was found that a person should look at.'
              : `${all.length} ${all.length === 1 ? 'thing needs' : 'things need'} a look${high ? `, ${high} of them urgent` : ''}.`
        }
        actions={
          all?.length ? (
            <>
              <span role="status" className="findings-said" title={said}>
                {said}
              </span>
              <Menu
                label="Export"
                items={REPORT_FORMATS}
                onChoose={(id) => {
                  const format = REPORT_FORMATS.find((f) => f.id === id);
                  if (format) void save(format.id);
                }}
              />
            </>
          ) : null
        }
      >
        <div className="stack page-fill">
          {findings.status === 'failed' ? (
            <ErrorPanel
              trouble={findings.trouble}
              title="The findings could not be worked out"
              onRetry={() => void load()}
            />
          ) : null}
          {!all && findings.status !== 'failed' ? <Loading what="Looking for findings …" /> : null}
          {all?.length === 0 ? (
            <EmptyState title="Nothing found">
              Every rule was applied to what could be read; the coverage badge above tells what could not.
            </EmptyState>
          ) : null}
          {all?.length ? (
            <>
              <div className="findings-tools">
                <div className="findings-filter">
                  <TextFilter label="Find in findings" value={text} onChange={setText} />
                </div>
                <div className="findings-filter">
                  <Choices label="Rule" values={rules} options={options} onChange={setRules} />
                </div>
              </div>
              <DataGrid
                label="Findings"
                columns={COLUMNS}
                rows={shown.map(({ finding }) => finding)}
                rowId={({ id }) => id}
                selected={chosen}
                empty="No finding meets these filters."
                onSelect={({ id }) => setChosen(id)}
              />
            </>
          ) : null}
        </div>
      </Page>
      {current ? <FindingPanel finding={current} onClose={() => setChosen(null)} /> : null}
    </div>
  );
}
