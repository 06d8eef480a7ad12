import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueKeys, roleArn } from './auth/keys';
import { assignedRoles, defaultUser, ssoSession } from './auth/sign-in';
import type { AccountData, RoleData, World } from './world';

export interface Profiles {
  configFile: string;
  credentialsFile: string;
  /** The environment under which the AWS CLI, boto3 and Heddle reach the sandbox as the main account's administrator. */
  env: Record<string, string>;
  /** One sso-session profile per account, with its strongest role: what the default connection signs in with. */
  profiles: string[];
}

type Section = [title: string, settings: Record<string, string>];

const ini = (sections: Section[]): string =>
  sections
    .map(
      ([title, settings]) =>
        `[${title}]\n${Object.entries(settings)
          .map(([key, value]) => `${key} = ${value}\n`)
          .join('')}`,
    )
    .join('\n');

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** The role with the most rights: an operator of the world, else a data lake administrator, else an unrestricted role. */
function strongest(world: World, account: AccountData, roles: RoleData[]): RoleData | undefined {
  const admins = Object.values(account.regions)
    .flatMap((region) => region.DataLakeSettings?.DataLakeAdmins ?? [])
    .map((admin) => admin.DataLakePrincipalIdentifier);
  const rank = (role: RoleData): number => {
    const arn = roleArn(world, account.id, role);
    const free = (role.allow?.includes('*') ?? true) && (role.deny?.length ?? 0) === 0;
    const operator = world.data.operators?.includes(arn) ?? false;
    return (operator ? 8 : 0) + (free ? 4 : 0) + (admins.includes(arn) ? 2 : 0) + (/admin/i.test(role.name) ? 1 : 0);
  };
  return roles.reduce<RoleData | undefined>(
    (best, role) => (!best || rank(role) > rank(best) ? role : best),
    undefined,
  );
}

/** Region that a profile of the account names: the world's own where the account has data there. */
function regionOf(world: World, account: AccountData): string {
  const regions = Object.keys(account.regions);
  return regions.length === 0 || regions.includes(world.data.region)
    ? world.data.region
    : (regions[0] ?? world.data.region);
}

/**
 * Writes `.aws/config` and `.aws/credentials` below `home`: static-key profiles `admin-ACCOUNT`, one sso-session, and its
 * profiles, one per assigned role. Earlier files and tokens there are replaced.
 */
export async function writeProfiles(world: World, endpoint: string, home: string): Promise<Profiles> {
  const folder = join(home, '.aws');
  const [configFile, credentialsFile] = [join(folder, 'config'), join(folder, 'credentials')];
  const { config, credentials, administrators, profiles } = sections(world, endpoint);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rm(join(folder, 'sso'), { recursive: true, force: true });
  await writeFile(configFile, ini(config), { mode: 0o600 });
  await writeFile(credentialsFile, ini(credentials), { mode: 0o600 });
  const env: Record<string, string> = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_CONFIG_FILE: configFile,
    AWS_SHARED_CREDENTIALS_FILE: credentialsFile,
    AWS_PROFILE:
      administrators.find((name) => name === `admin-${world.data.datazone?.[0]?.account ?? ''}`) ??
      administrators[0] ??
      '',
    AWS_REGION: world.data.region,
    AWS_DEFAULT_REGION: world.data.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    // Empty counts as unset everywhere and keeps inherited keys out of the sandbox.
    AWS_ACCESS_KEY_ID: '',
    AWS_SECRET_ACCESS_KEY: '',
    AWS_SESSION_TOKEN: '',
    HEDDLE_PROFILES: administrators.join(','),
  };
  return { configFile, credentialsFile, env, profiles };
}

function sections(
  world: World,
  endpoint: string,
): { config: Section[]; credentials: Section[]; administrators: string[]; profiles: string[] } {
  const session = ssoSession(world);
  const config: Section[] = [
    [
      `sso-session ${session.name}`,
      { sso_start_url: session.startUrl, sso_region: session.region, sso_registration_scopes: 'sso:account:access' },
    ],
  ];
  const credentials: Section[] = [];
  const [administrators, profiles]: [string[], string[]] = [[], []];
  const assigned = assignedRoles(world, defaultUser(world));
  for (const account of world.data.accounts) {
    const common = { region: regionOf(world, account), endpoint_url: endpoint };
    const admin = strongest(world, account, account.roles);
    if (admin) {
      const name = `admin-${account.id}`;
      const key = issueKeys(world, roleArn(world, account.id, admin));
      config.push([`profile ${name}`, common]);
      credentials.push([name, { aws_access_key_id: key.accessKeyId, aws_secret_access_key: key.secretAccessKey }]);
      administrators.push(name);
    }
    const mine = assigned.find((one) => one.account === account.id)?.roles ?? [];
    const main = strongest(world, account, mine);
    for (const role of mine) {
      const name = `${slug(account.name)}${role === main ? '' : `-${slug(role.name)}`}`;
      config.push([
        `profile ${name}`,
        { sso_session: session.name, sso_account_id: account.id, sso_role_name: role.name, ...common },
      ]);
      if (role === main) profiles.push(name);
    }
  }
  return { config, credentials, administrators, profiles };
}
