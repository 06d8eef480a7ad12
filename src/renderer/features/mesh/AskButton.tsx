import { useEffect, useState } from 'react';
import type { ListingLine } from '../../../contract/governance';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';

/** What stands behind a node may be published, once or more: then a project can ask for it, in the dialog that asks. */
export function AskButton({ id }: { id: string }) {
  const open = useHeddle((s) => s.openGovernance);
  const find = useHeddle((s) => s.listings);
  const [found, setFound] = useState<readonly ListingLine[]>([]);
  useEffect(() => {
    let isCurrent = true;
    setFound([]);
    if (/^(product|table):/.test(id))
      void find({ node: id }).then((result) => {
        if (isCurrent && result.ok) setFound(result.value);
      });
    return () => {
      isCurrent = false;
    };
  }, [find, id]);
  const [first, second] = found;
  if (!first) return null;
  const { domainId, listingId } = first;
  return (
    <Button onClick={() => open(second ? { kind: 'find', node: id } : { kind: 'ask', domainId, listingId })}>
      Ask for it…
    </Button>
  );
}
