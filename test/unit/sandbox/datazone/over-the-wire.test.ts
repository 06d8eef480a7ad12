import {
  AcceptSubscriptionRequestCommand,
  DataZoneClient,
  GetLineageEventCommand,
  ListLineageEventsCommand,
  ListSubscriptionRequestsCommand,
  SearchCommand,
  SearchListingsCommand,
  paginateListSubscriptionRequests,
} from '@aws-sdk/client-datazone';
import { LakeFormationClient, ListPermissionsCommand } from '@aws-sdk/client-lakeformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueKeys } from '../../../../src/main/sandbox/auth/keys';
import { halcyonWorld, HALCYON_ACCOUNTS } from '../../../../src/main/sandbox/halcyon/halcyon';
import { startSandbox } from '../../../../src/main/sandbox/start';
import type { Sandbox } from '../../../../src/main/sandbox/start';

const { governance } = HALCYON_ACCOUNTS;

describe('DataZone through its SDK', () => {
  let sandbox: Sandbox;
  let domainIdentifier: string;
  const clientOf = (role: string): DataZoneClient => {
    const key = issueKeys(sandbox.world, `arn:aws:iam::${governance}:role/${role}`);
    return new DataZoneClient({
      endpoint: sandbox.endpoint,
      region: 'eu-central-1',
      credentials: {
        accessKeyId: key.accessKeyId,
        secretAccessKey: key.secretAccessKey,
        sessionToken: key.sessionToken,
      },
      maxAttempts: 1,
    });
  };

  beforeAll(async () => {
    const world = halcyonWorld();
    domainIdentifier = world.datazone?.[0]?.domain.id ?? '';
    sandbox = await startSandbox({ world });
  });
  afterAll(() => sandbox.stop());

  it('reads inventory, listings and requests', async () => {
    const client = clientOf('HeddleAuditor');
    const assets = await client.send(
      new SearchCommand({ domainIdentifier, searchScope: 'ASSET', additionalAttributes: ['FORMS'] }),
    );
    expect(assets.totalMatchCount).toBe(50);
    expect(assets.items?.[0]?.assetItem?.createdAt).toBeInstanceOf(Date);
    const listings = await client.send(
      new SearchListingsCommand({ domainIdentifier, additionalAttributes: ['FORMS'] }),
    );
    expect(listings.items?.every((item) => item.assetListing ?? item.dataProductListing)).toBe(true);
    const ids: string[] = [];
    for await (const page of paginateListSubscriptionRequests({ client, pageSize: 2 }, { domainIdentifier })) {
      ids.push(...(page.items ?? []).map((item) => item.id ?? ''));
    }
    expect(new Set(ids).size).toBe(6);
  });

  it('refuses a decision by a role that IAM does not let decide, and takes it from one that may', async () => {
    const { items } = await clientOf('HeddleAuditor').send(new ListSubscriptionRequestsCommand({ domainIdentifier }));
    const identifier = items?.[0]?.id;
    await expect(
      clientOf('HeddleAuditor').send(new AcceptSubscriptionRequestCommand({ domainIdentifier, identifier })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } });
    const steward = clientOf('HeddleSteward');
    const accepted = await steward.send(new AcceptSubscriptionRequestCommand({ domainIdentifier, identifier }));
    expect(accepted.status).toBe('ACCEPTED');
    await expect(
      steward.send(new AcceptSubscriptionRequestCommand({ domainIdentifier, identifier })),
    ).rejects.toMatchObject({ name: 'ConflictException', $metadata: { httpStatusCode: 409 } });
  });

  it('lets Lake Formation show the rows of a grant that nobody asked DataZone about', async () => {
    const steward = clientOf('HeddleSteward');
    const { items } = await steward.send(new ListSubscriptionRequestsCommand({ domainIdentifier }));
    const request = items?.find((item) => item.subscribedListings?.[0]?.name === 'Orders');
    await steward.send(new AcceptSubscriptionRequestCommand({ domainIdentifier, identifier: request?.id }));
    const key = issueKeys(sandbox.world, `arn:aws:iam::${HALCYON_ACCOUNTS.sales}:role/HeddleAuditor`);
    const lake = new LakeFormationClient({
      endpoint: sandbox.endpoint,
      region: 'eu-central-1',
      credentials: {
        accessKeyId: key.accessKeyId,
        secretAccessKey: key.secretAccessKey,
        sessionToken: key.sessionToken,
      },
    });
    const project = request?.subscribedPrincipals?.[0]?.project?.id ?? '';
    const held = async (): Promise<number> => {
      const { PrincipalResourcePermissions = [] } = await lake.send(new ListPermissionsCommand({ MaxResults: 1000 }));
      return PrincipalResourcePermissions.filter(
        (row) =>
          row.Resource?.TableWithColumns?.Name === 'orders' &&
          row.Principal?.DataLakePrincipalIdentifier?.includes(project),
      ).length;
    };
    expect(await held()).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 1400));
    expect(await held()).toBe(1);
  });

  it('streams a lineage event', async () => {
    const client = clientOf('HeddleAuditor');
    const { items } = await client.send(new ListLineageEventsCommand({ domainIdentifier, maxResults: 1 }));
    const answer = await client.send(new GetLineageEventCommand({ domainIdentifier, identifier: items?.[0]?.id }));
    const text = await (answer.event as unknown as { transformToString(): Promise<string> }).transformToString();
    expect(JSON.parse(text)).toHaveProperty('run.runId');
  });
});
