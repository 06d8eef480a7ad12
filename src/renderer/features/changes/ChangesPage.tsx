import { Page } from '../../ui/Page';

export function ChangesPage() {
  return <Page title="Changes">{null}</Page>;
}
