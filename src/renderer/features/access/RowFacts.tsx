import type { RowView } from '../../../core/report/views';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { dateWords } from '../../ui/when';

/** A permission row as AWS listed it. */
export function RowFacts({ row }: { row: RowView }) {
  const reveal = useHeddle((s) => s.reveal);
  const facts: [string, string | undefined][] = [
    ['Principal', row.principal],
    ['Resource', row.resource],
    ['Permissions', row.permissions.join(', ') || 'none'],
    ['May pass on', row.grantable.join(', ') || undefined],
    ['Condition', row.condition],
    ['Written by', row.by],
    ['Written at', row.at === undefined ? undefined : dateWords(row.at)],
    ['Listed by', `${row.listedBy} (account ${row.account})`],
  ];
  return (
    <div className="access-row">
      <dl className="facts">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {row.principal.startsWith('arn:') ? (
        <Button kind="inline-link" onClick={() => void reveal(`consumer:${row.principal}`)}>
          Show its principal on the graph
        </Button>
      ) : null}
    </div>
  );
}
