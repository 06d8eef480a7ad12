/**
 * Where a crawl waits whose session ended under way: every call of it waits for the one person, who signs in or declines.
 * Sessions are named by their start URL, which all profiles of a session share.
 */
export interface SignInDesk {
  /** A crawl begins: what was declined before is asked again. */
  open(): void;
  /** True once somebody signed in to the session; false where they declined, or the signal fired. */
  wait(session: string, ask: () => void, signal: AbortSignal): Promise<boolean>;
  settle(session: string, signedIn: boolean): void;
}

export function createSignInDesk(): SignInDesk {
  const waiting = new Map<string, Set<(signedIn: boolean) => void>>();
  const declined = new Set<string>();
  return {
    open: () => declined.clear(),
    wait(session, ask, signal) {
      if (declined.has(session) || signal.aborted) return Promise.resolve(false);
      const others = waiting.get(session);
      const here = others ?? new Set();
      waiting.set(session, here);
      return new Promise((resolve) => {
        const end = (signedIn: boolean): void => {
          signal.removeEventListener('abort', onAbort);
          resolve(signedIn);
        };
        const onAbort = (): void => {
          here.delete(end);
          if (here.size === 0) waiting.delete(session);
          end(false);
        };
        here.add(end);
        signal.addEventListener('abort', onAbort, { once: true });
        if (!others) ask();
      });
    },
    settle(session, signedIn) {
      const here = waiting.get(session);
      waiting.delete(session);
      if (!here) return;
      if (!signedIn) declined.add(session);
      for (const end of here) end(signedIn);
    },
  };
}
