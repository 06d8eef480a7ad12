import type { Aws } from '../aws/aws';
import { createAws } from '../aws/aws';
import { personHome, sandboxHome } from '../aws/config';
import type { Result } from '../../core/model/result';
import { fail, ok } from '../../core/model/result';
import type { RunningSandbox, UseCaseDeps } from './port';

export interface SandboxDoor {
  aws: Aws;
  running: RunningSandbox;
}

/** The two AWSes: the person's own, and the embedded one, which is started when it is first needed. */
export interface AwsDoors {
  person: Aws;
  /** Null until something needed the sandbox. */
  sandboxIfOpen(): SandboxDoor | null;
  sandbox(): Promise<Result<SandboxDoor>>;
  close(): void;
}

type Deps = Pick<UseCaseDeps, 'env' | 'allowHost' | 'sandbox' | 'now'> & {
  /** Is writing switched on for this account? Absent = for none. */
  mayWrite?: (account: string) => boolean;
};

export function openAwsDoors({ env, allowHost, sandbox: start, now, mayWrite }: Deps): AwsDoors {
  const person = createAws({ home: personHome(env), allowHost, now, mayWrite });
  let open: SandboxDoor | null = null;

  async function sandbox(): Promise<Result<SandboxDoor>> {
    try {
      const running = await start();
      if (open?.running.endpoint !== running.endpoint) {
        open?.aws.close();
        const { host } = new URL(running.endpoint);
        // Practice data and practice keys never leave for another host, whatever a profile of the sandbox says.
        open = { running, aws: createAws({ home: sandboxHome(running), allowHost: (h) => h === host, now, mayWrite }) };
      }
      return ok(open);
    } catch (error) {
      return fail({
        code: 'SANDBOX_NOT_STARTED',
        message: 'The embedded sandbox did not start.',
        wayOut: 'Start Heddle again, or connect it to your own AWS profiles.',
        detail: error instanceof Error ? error.message : String(error),
      });
    }
  }

  return {
    person,
    sandboxIfOpen: () => open,
    sandbox,
    close() {
      person.close();
      open?.aws.close();
    },
  };
}

/**
 * The sandbox's connection signs in as a real sso-session profile through the device flow, which the sandbox allows at
 * once; so the path from token to rows is the one of a person's own profile. Does nothing while a token is good.
 */
export async function signInToSandbox(
  { aws, running }: SandboxDoor,
  now: Date,
  signal: AbortSignal,
): Promise<Result<null>> {
  const profiles = await aws.profiles();
  if (!profiles.ok) return profiles;
  const isGood = new Set(
    profiles.value.filter((p) => p.expiresAt !== null && new Date(p.expiresAt) > now).map((p) => p.ssoSession),
  );
  for (const name of running.profiles) {
    const session = profiles.value.find((p) => p.name === name)?.ssoSession ?? null;
    if (isGood.has(session)) continue;
    const prompt = await aws.signIn.start(name, signal);
    if (!prompt.ok) return prompt;
    const done = await aws.signIn.finish(name, signal);
    if (!done.ok) return done;
    isGood.add(session);
  }
  return ok(null);
}
