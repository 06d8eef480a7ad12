/** What a person calls a connection: the embedded one by the company whose mesh it is. */
export const connectionTitle = ({ name, kind }: { name: string; kind: 'sandbox' | 'aws' }): string =>
  kind === 'sandbox' ? 'Halcyon (sandbox)' : name;
