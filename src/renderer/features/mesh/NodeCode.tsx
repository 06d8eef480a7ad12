import type { CodeSubject } from '../../../contract/code';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';

/** The present state of a node as code, where it is something that Lake Formation governs. */
export function NodeCode({ subject }: { subject: CodeSubject | null }) {
  const show = useHeddle((s) => s.showCode);
  return subject ? <Button onClick={() => void show(subject)}>As code…</Button> : null;
}

/** `table:` and `database:` nodes are resources, `consumer:` a principal, `domain:` all tables of the domain. */
export function codeSubjectOf(id: string, start: { resource?: string; principal?: string } | null): CodeSubject | null {
  if (id.startsWith('domain:')) return { of: 'domain', name: id };
  if (start?.resource !== undefined) return { of: 'resource', name: start.resource };
  if (start?.principal !== undefined) return { of: 'principal', name: start.principal };
  return null;
}
