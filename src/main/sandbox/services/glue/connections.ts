import type {
  GetConnectionRequest,
  GetConnectionResponse,
  GetConnectionsRequest,
  GetConnectionsResponse,
} from '@aws-sdk/client-glue';
import type { GlueConnection } from '../../../../core/model/glue';
import type { Call } from '../../service';
import { withDates } from '../../state/dates';
import { pageOf } from '../../state/paging';
import { catalogOf, notFound } from './requests';

/** HidePassword leaves out the passwords and nothing else: user names, key-store members and URLs stay (facts 6). */
function shown(connection: GlueConnection, hide: boolean | undefined): GlueConnection {
  if (!hide || !connection.ConnectionProperties) return connection;
  const kept = Object.entries(connection.ConnectionProperties).filter(([name]) => !/PASSWORD/.test(name));
  return { ...connection, ConnectionProperties: Object.fromEntries(kept) };
}

export function getConnections(input: GetConnectionsRequest, call: Call): GetConnectionsResponse {
  const { lake } = catalogOf(call, input.CatalogId);
  const type = input.Filter?.ConnectionType;
  const list = [...lake.connections.values()].filter((c) => type === undefined || c.ConnectionType === type);
  const bind = { catalog: lake.account, filter: input.Filter, hide: input.HidePassword };
  const page = pageOf({ call, bind, token: input.NextToken, limit: input.MaxResults, max: 1000 }, list);
  return { ConnectionList: withDates(page.items.map((c) => shown(c, input.HidePassword))), NextToken: page.token };
}

export function getConnection(input: GetConnectionRequest, call: Call): GetConnectionResponse {
  const { lake } = catalogOf(call, input.CatalogId);
  const found = lake.connections.get(input.Name ?? '');
  if (!found) throw notFound(`Connection ${input.Name ?? ''} not found.`);
  return { Connection: withDates(shown(found, input.HidePassword)) };
}
