import { Page } from '../../ui/Page';

/** What a person should look at. */
export function FindingsPage() {
  return <Page title="Findings">…</Page>;
}
