import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsHome } from '../../../src/main/aws/config';

export interface TestHome extends AwsHome {
  folder: string;
  remove(): Promise<void>;
}

/** A home of its own with this config file, so that nothing of the machine's is read or written. */
export async function testHome(
  config: string | null,
  env: Record<string, string> = {},
  credentials?: string,
): Promise<TestHome> {
  const folder = await mkdtemp(join(tmpdir(), 'heddle-aws-'));
  const configFile = join(folder, '.aws', 'config');
  const credentialsFile = join(folder, '.aws', 'credentials');
  await mkdir(join(folder, '.aws'));
  if (config !== null) await writeFile(configFile, config);
  if (credentials !== undefined) await writeFile(credentialsFile, credentials);
  return {
    folder,
    configFile,
    credentialsFile,
    ssoCache: join(folder, '.aws', 'sso', 'cache'),
    env,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
