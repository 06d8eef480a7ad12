import type { InstanceMetadata, ListInstancesRequest, ListInstancesResponse } from '@aws-sdk/client-sso-admin';
import type { Handler, Service } from '../../service';

/** The organisation's one instance, as every account that may ask sees it. */
const ListInstances: Handler<ListInstancesRequest, ListInstancesResponse> = (_input, { world }) => {
  const store = world.data.identityStore;
  const owner = world.data.accounts[0]?.id;
  const instances: InstanceMetadata[] = store
    ? [
        {
          InstanceArn: store.instanceArn,
          IdentityStoreId: store.identityStoreId,
          OwnerAccountId: owner,
          Status: 'ACTIVE',
        },
      ]
    : [];
  return { Instances: instances };
};

export const ssoAdmin: Service = { id: 'sso-admin', handlers: { ListInstances } };
