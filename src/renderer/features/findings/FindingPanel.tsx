import type { Finding } from '../../../core/findings/finding';
import { RULE_WORDS } from '../../../core/report/finding-words';
import { questionOfNode } from '../../../core/report/question-of-node';
import { linkOf } from '../../store/access-link';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Panel } from '../../ui/Panel';
import { dateWords } from '../../ui/when';

/** One finding: the sentence, what to do, where it is, and the rows that show it. */
export function FindingPanel({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const reveal = useHeddle((s) => s.reveal);
  const navigate = useHeddle((s) => s.navigate);
  return (
    <Panel title={RULE_WORDS[finding.rule]} kind={`${finding.severity} severity`} onClose={onClose}>
      <p>{finding.sentence}</p>
      <section>
        <h3>What to do</h3>
        <p>{finding.remedy}</p>
      </section>
      {finding.where.length ? (
        <section>
          <h3>Where</h3>
          <ul className="findings-where">
            {finding.where.slice(0, 10).map((node) => {
              const question = questionOfNode(node);
              const name = node.slice(Math.max(node.lastIndexOf('/'), node.indexOf(':')) + 1);
              return (
                <li key={node} title={node}>
                  <span>{name}</span>
                  <span className="row">
                    <Button kind="inline-link" label={`Show ${name} on the graph`} onClick={() => void reveal(node)}>
                      Graph
                    </Button>
                    {question ? (
                      <Button
                        kind="inline-link"
                        label={`Ask about access of ${name}`}
                        onClick={() => navigate(linkOf(question))}
                      >
                        Access
                      </Button>
                    ) : null}
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      ) : null}
      {finding.evidence.length ? (
        <section>
          <h3>Rows that show it ({finding.evidence.length})</h3>
          {finding.evidence.map((row) => (
            <dl key={row.row} className="facts findings-row">
              {[
                ['Principal', row.principal],
                ['Resource', row.resource],
                ['Permissions', row.permissions.join(', ')],
                ['Written', [row.by, row.at && dateWords(row.at)].filter(Boolean).join(', ')],
                ['Listed by', row.listedBy],
              ].map(([name, value]) =>
                value ? (
                  <div key={name} className="fact">
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ) : null,
              )}
            </dl>
          ))}
        </section>
      ) : null}
    </Panel>
  );
}
