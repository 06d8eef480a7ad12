import { describe, expect, test } from 'vitest';
import { readdirSync } from 'node:fs';
import { toInput } from '../../../../src/main/sandbox/state/to-input';
import { worldFromCase } from '../../../../src/main/sandbox/state/from-case';
import { evaluateNaively } from '../../../../src/main/sandbox/services/lakeformation/oracle/evaluate';
import { createWorld } from '../../../../src/main/sandbox/world';
import { caseWorld, readCase } from './call';

const names = readdirSync(new URL('../../../cases/access/', import.meta.url)).filter((name) => name.endsWith('.json'));

describe('the state written back as a case', () => {
  test.each(names)('%s means the same after the round trip', (name) => {
    const { evaluate, input, id } = readCase(`access/${name}`);
    const written = toInput(caseWorld(`access/${name}`), input.account, input.region);
    expect(written.DataLakeSettings).toEqual(input.DataLakeSettings);
    expect(written.TableList).toEqual(input.TableList);
    expect(written.lfTagAssignments).toEqual(input.lfTagAssignments);
    expect(new Set(written.PrincipalResourcePermissions)).toEqual(new Set(input.PrincipalResourcePermissions));
    const again = createWorld(worldFromCase({ id, input: written }));
    for (const principal of evaluate.principals) {
      const rows = evaluateNaively(again, input.account, input.region, principal);
      expect(rows).toEqual(evaluateNaively(caseWorld(`access/${name}`), input.account, input.region, principal));
    }
  });
});
