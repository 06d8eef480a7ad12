import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/core/access/explain';
import { s3Path } from '../../../src/core/model/mesh/locations';
import { buildMeshGraph } from '../../../src/core/graph/build';
import { reachGraph } from '../../../src/core/report/reach-graph';
import { ANALYST, ask, grant, indexOf, lake, P } from './support/lake';

const USER = 'arn:aws:identitystore:::user/906769aa66-1111-4444-8888-aaaaaaaaaaaa';
const GROUP = 'arn:aws:identitystore:::group/906769aa66-2222-4444-8888-bbbbbbbbbbbb';
const LAKE = { DataLocation: { CatalogId: P, ResourceArn: 'arn:aws:s3:::lake' } };

const input = lake({
  PrincipalResourcePermissions: [
    grant(GROUP, LAKE, ['DATA_LOCATION_ACCESS']),
    grant(ANALYST, LAKE, ['DATA_LOCATION_ACCESS'], { PermissionsWithGrantOption: ['DATA_LOCATION_ACCESS'] }),
  ],
  context: { principals: { [ANALYST]: { exists: true }, [USER]: { exists: true, groups: [GROUP] } } },
});
const index = indexOf(input);
const location = { kind: 'location' as const, path: s3Path('s3://lake')! };

describe('answers about what is no table', () => {
  it('cite the row that each rests on, and the group through which it comes', () => {
    const { steps, decisions } = explain(index, { principal: USER, resource: location });
    expect(decisions[0]?.reasons.map(({ row }) => row?.principal)).toEqual([GROUP]);
    expect(steps.find(({ effect }) => effect === 'gives')?.row?.resource).toEqual(LAKE);
    expect(steps.map(({ rule }) => rule)).toContain('G13');
  });

  it('tell the grant option', () => {
    expect(explain(index, { principal: ANALYST, resource: location }).decisions[0]?.grantable).toBe(true);
    expect(explain(index, { principal: USER, resource: location }).decisions[0]?.grantable).toBe(false);
  });

  it('print rows in the shape of the decision cases, without what is only for the screen', () => {
    expect(ask(input).rows.some((row) => 'origins' in row)).toBe(false);
  });

  it('are part of what a principal reaches on the graph', () => {
    const reach = reachGraph({ index, graph: buildMeshGraph(index.mesh.snapshot) }, `consumer:${ANALYST}`);
    expect(reach?.sentence).toBe('Analyst reaches 1 location.');
    expect(reach?.graph.nodes.some(({ kind }) => kind === 'location')).toBe(true);
  });
});
