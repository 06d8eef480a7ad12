import { useEffect, useState } from 'react';
import type { ListingLine } from '../../../contract/governance';
import { IDLE, settled, type Async } from '../../store/async';
import { useHeddle } from '../../store/StoreProvider';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Loading } from '../../ui/Loading';
import { TextFilter } from '../../ui/TextFilter';

const SETTLE = 150;

/** What to ask for, chosen from what is published. */
export function ListingField({ node }: { node?: string | undefined }) {
  const find = useHeddle((s) => s.listings);
  const open = useHeddle((s) => s.openGovernance);
  const [text, setText] = useState('');
  const [found, setFound] = useState<Async<ListingLine[]>>({ status: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      void find(node === undefined ? { text } : { node }).then((result) => {
        if (isCurrent) setFound(settled(result, IDLE));
      });
    }, SETTLE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [find, node, text]);
  return (
    <>
      {node === undefined ? (
        <TextFilter label="A product, a table or who publishes it" value={text} onChange={setText} />
      ) : null}
      {found.status === 'failed' ? (
        <ErrorPanel trouble={found.trouble} title="What is published could not be listed" />
      ) : null}
      {found.status === 'loading' && !found.value ? <Loading what="Looking what is published …" /> : null}
      {found.value?.length === 0 ? (
        <p className="change-none">
          {node === undefined
            ? 'Nothing that is published is called that.'
            : 'Nothing that is published stands for this: it cannot be asked for in DataZone.'}
        </p>
      ) : null}
      <ul className="listing-choice" aria-label="Published">
        {found.value?.map((line) => (
          <li key={`${line.domainId}/${line.listingId}`}>
            <button
              type="button"
              onClick={() => open({ kind: 'ask', domainId: line.domainId, listingId: line.listingId })}
            >
              <strong>{line.name}</strong>
              <small>
                {kindWords(line)} of {line.publisher}
                {line.table === undefined ? '' : ` · ${line.table}`}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

const kindWords = ({ kind, table }: ListingLine): string =>
  kind === 'dataProduct' ? 'data product' : table === undefined ? 'asset' : 'table';
