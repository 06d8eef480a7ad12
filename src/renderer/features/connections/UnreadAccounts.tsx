import { useEffect, useState } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';

const ACCOUNT = /^(?:account:|domain:account\/)(\d{12})$/;

/** Accounts that the data names and no member reads: what is granted inside them is not known. */
export function UnreadAccounts() {
  const search = useHeddle((s) => s.searchMesh);
  const reveal = useHeddle((s) => s.reveal);
  const members = useHeddle((s) => s.app.value?.connection?.members);
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  const [named, setNamed] = useState<readonly { account: string; node: string }[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void Promise.all([search('account:'), search('account/')]).then((answers) => {
      const found = new Map<string, string>();
      for (const answer of answers)
        for (const { id } of answer.ok ? answer.value : []) {
          const account = ACCOUNT.exec(id)?.[1];
          if (account && !found.has(account)) found.set(account, id);
        }
      if (isCurrent)
        setNamed(
          [...found].map(([account, node]) => ({ account, node })).sort((a, b) => (a.account < b.account ? -1 : 1)),
        );
    });
    return () => void (isCurrent = false);
  }, [search, snapshot]);
  const unread = named.filter(({ account }) => !members?.some((member) => member.account === account));
  if (!members?.some(({ account }) => account) || !unread.length) return null;
  return (
    <section className="stack-small" aria-label="Accounts not read">
      <h2 className="section-title">Accounts not read ({unread.length})</h2>
      <p className="section-words">
        The data names them, but no profile of this connection reaches them: what is granted inside them is not known.
      </p>
      <ul className="member-list">
        {unread.map(({ account, node }) => (
          <li key={account}>
            <Button kind="inline-link" label={`Show ${account} on the graph`} onClick={() => void reveal(node)}>
              {account}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
