import { describe, expect, it } from 'vitest';
import { OFFERED, offeredOn, type GrantPlace } from '../../../src/core/change/grant-matrix';

const PLACES: GrantPlace[] = ['table', 'view', 'columns', 'filter', 'link', 'database', 'tag-tables', 'tag-databases'];
const allowed = (place: GrantPlace) =>
  offeredOn(place)
    .filter(({ reason }) => reason === undefined)
    .map(({ name }) => name);

describe('the permission × resource matrix in the grant dialog', () => {
  it.each(PLACES)('%s says of every permission that it is available or why not', (place) => {
    const offered = offeredOn(place);
    expect(offered.map(({ name }) => name)).toEqual([...OFFERED]);
    for (const { reason } of offered) if (reason !== undefined) expect(reason.length).toBeGreaterThan(20);
    expect(allowed(place).length).toBeGreaterThan(0);
  });

  it('limits columns and filters to SELECT', () => {
    expect(allowed('columns')).toEqual(['SELECT']);
    expect(allowed('filter')).toEqual(['SELECT']);
  });

  it('gives links DESCRIBE and DROP only', () => {
    expect(allowed('link')).toEqual(['DESCRIBE', 'DROP']);
  });

  it('creates tables in databases, never on tables', () => {
    expect(allowed('database')).toContain('CREATE_TABLE');
    expect(allowed('table')).not.toContain('CREATE_TABLE');
    expect(allowed('database')).not.toContain('SELECT');
  });
});
