export interface Arn {
  partition: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

/** Splits an ARN; `undefined` for anything that is not one. The resource part keeps its colons. */
export function parseArn(text: string): Arn | undefined {
  const m = /^arn:([^:]+):([^:]*):([^:]*):([^:]*):(.+)$/.exec(text);
  if (!m) return undefined;
  return { partition: m[1]!, service: m[2]!, region: m[3]!, account: m[4]!, resource: m[5]! };
}

/** The account a Lake Formation principal string belongs to; `undefined` where it names none (identity store, gate group). */
export function accountOfPrincipal(principal: string): string | undefined {
  if (/^\d{12}$/.test(principal)) return principal;
  const all = /^(\d{12}):IAMPrincipals$/i.exec(principal);
  if (all) return all[1];
  const account = parseArn(principal)?.account;
  return account && /^\d{12}$/.test(account) ? account : undefined;
}
