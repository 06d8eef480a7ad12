import { readFileSync } from 'node:fs';
import { halcyonWorld } from '../../src/main/sandbox/halcyon';
import { callFromPage, launchHeddle, type HeddleApp } from './electron-app';
import { openSandbox, type TestSandbox } from './sandbox';

/** The name under which the tests save the connection to the sandbox of their own. */
export const CONNECTION = 'mesh';

export interface PersonSandbox {
  sandbox: TestSandbox;
  /** Starts Heddle with an AWS config that leads to this sandbox, as a person's leads to AWS. */
  launch(home?: string): Promise<HeddleApp>;
  stop(): Promise<void>;
}

/** Halcyon behind a sandbox that the test holds the switches of; sign-ins are approved at once. */
export async function openPersonSandbox(): Promise<PersonSandbox> {
  const sandbox = await openSandbox({ world: halcyonWorld(), autoApprove: true });
  const awsConfig = readFileSync(sandbox.configFile, 'utf8');
  return {
    sandbox,
    launch: (home) =>
      launchHeddle({
        awsConfig,
        env: { AWS_SHARED_CREDENTIALS_FILE: sandbox.credentialsFile },
        ...(home === undefined ? {} : { home }),
      }),
    stop: () => sandbox.stop(),
  };
}

/** Saves a connection of profiles and puts it on screen. */
export async function connect({ page }: HeddleApp, profiles: readonly string[], name = CONNECTION): Promise<void> {
  const members = profiles.map((profile) => ({ profile, region: 'eu-central-1' }));
  const saved = await callFromPage(page, 'connections.save', { name, members });
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  const used = await callFromPage(page, 'connections.use', { name });
  if (!used.ok) throw new Error(JSON.stringify(used));
}

/** Signs in to a profile's session through the page, as the dialog does. */
export async function signIn({ page }: HeddleApp, profile: string): Promise<void> {
  for (const call of ['signin.start', 'signin.finish']) {
    const answer = await callFromPage(page, call, { profile });
    if (!answer.ok) throw new Error(JSON.stringify(answer));
  }
}
