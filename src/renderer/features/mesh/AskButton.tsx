import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';

/** `product:DOMAIN/PRODUCT` can be asked for by a project; it opens the dialog that asks. */
export function AskButton({ id }: { id: string }) {
  const open = useHeddle((s) => s.openGovernance);
  const [, domainId, listingId] = /^product:(dzd[-_][\w-]+)\/(.+)$/.exec(id) ?? [];
  if (domainId === undefined || listingId === undefined) return null;
  return <Button onClick={() => open({ kind: 'ask', domainId, listingId })}>Ask for it…</Button>;
}
