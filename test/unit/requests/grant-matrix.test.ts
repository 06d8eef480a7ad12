import { describe, expect, it } from 'vitest';
import { offeredOn, shownOn, type GrantPlace } from '../../../src/core/change/grant-matrix';

const PLACES: GrantPlace[] = [
  'table', 'view', 'columns', 'filter', 'link', 'database', 'tag-tables', 'tag-databases',
  'own-catalog', 'catalog', 'location', 'tag-values', 'tag-key', 'expression',
]; // prettier-ignore
const allowed = (place: GrantPlace) =>
  offeredOn(place)
    .filter(({ reason }) => reason === undefined)
    .map(({ name }) => name);

describe('the permission × resource matrix in the grant dialog', () => {
  it.each(PLACES)('%s says of every permission that it is available or why not', (place) => {
    const offered = offeredOn(place);
    expect(offered.map(({ name }) => name)).toEqual([...shownOn(place)]);
    for (const { reason } of offered) if (reason !== undefined) expect(reason.length).toBeGreaterThan(20);
    expect(allowed(place).length).toBeGreaterThan(0);
  });

  it('limits columns to SELECT, and filters to it and to rights on the filter itself', () => {
    expect(allowed('columns')).toEqual(['SELECT']);
    expect(allowed('filter')).toEqual(['SELECT', 'DESCRIBE', 'DROP']);
  });

  it('tells rights on the key of an LF-Tag from rights on its values', () => {
    expect(allowed('tag-key')).toEqual(['ALTER', 'DROP']);
    expect(allowed('tag-values')).toEqual(['DESCRIBE', 'ASSOCIATE', 'GRANT_WITH_LF_TAG_EXPRESSION']);
  });

  it('offers nothing on the catalog of an account that AWS does not document there', () => {
    expect(allowed('own-catalog')).toEqual(['CREATE_DATABASE', 'CREATE_CATALOG', 'CREATE_LF_TAG', 'CREATE_LF_TAG_EXPRESSION']); // prettier-ignore
    expect(allowed('catalog')).toContain('SUPER_USER');
    expect(allowed('location')).toEqual(['DATA_LOCATION_ACCESS']);
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
