import { describe, expect, it } from 'vitest';
import { PREDICTABLE } from '../../../src/core/change/apply';
import { editSentence } from '../../../src/core/change/edit-sentence';
import { planEdits } from '../../../src/core/change/plan';
import type { Edit } from '../../../src/core/change/plan-types';
import { formRefusal } from '../../../src/core/change/request-form';
import datazone from '../../../src/core/change/request-shapes/datazone.json';
import lakeformation from '../../../src/core/change/request-shapes/lakeformation.json';
import { ANALYST, indexOf, lake, onTable, P, tableOf } from '../access/support/lake';

const lakeEdit = (operation: string, request: Record<string, unknown>): Edit => ({
  account: P,
  service: 'lakeformation',
  operation,
  request,
});
const index = indexOf(lake({ TableList: [tableOf('orders', ['id', 'email'])] }));
const NONSENSE: unknown[] = ['', 'x', '$HOME', 5, true, null, [], {}, ['x'], [[]], { a: 1 }, [{ TagKey: 7 }]];

describe('the form of a request', () => {
  it('is refused in the words of the service: pattern, length, enum, what is missing', () => {
    expect(formRefusal(lakeEdit('CreateLFTag', { TagKey: '$HOME', TagValues: ['a'] }))).toEqual({
      code: 'InvalidInputException',
      message:
        "1 validation error detected: Value '$HOME' at 'tagKey' failed to satisfy constraint: Member must satisfy regular expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@%]*)$",
    });
    const grant = { Principal: { DataLakePrincipalIdentifier: ANALYST }, Resource: onTable('orders') };
    expect(formRefusal(lakeEdit('GrantPermissions', { ...grant, Permissions: ['READ'] }))?.message).toContain(
      "Value 'READ' at 'permissions.1.member' failed to satisfy constraint: Member must satisfy enum value set: [ALL, SELECT,",
    );
    expect(formRefusal(lakeEdit('GrantPermissions', grant))?.message).toContain(
      "Value null at 'permissions' failed to satisfy constraint: Member must not be null",
    );
    expect(formRefusal(lakeEdit('CreateLFTag', { TagKey: 'k'.repeat(129), TagValues: [] }))?.message).toMatch(
      /^2 validation errors detected: .*length less than or equal to 128; .*length greater than or equal to 1$/,
    );
  });

  it('is taken where the service takes it: code points are counted, and other alphabets are letters', () => {
    expect(
      formRefusal(lakeEdit('CreateLFTag', { TagKey: 'größe', TagValues: ['日本', '𝒳'.repeat(256)] })),
    ).toBeUndefined();
    expect(formRefusal(lakeEdit('CreateTrail', { anything: 1 }))).toBeUndefined();
    const asked = { domainIdentifier: 'dzd_1', identifier: '$subscription-of:abc', retainPermissions: true };
    expect(
      formRefusal({ account: P, service: 'datazone', operation: 'RevokeSubscription', request: asked }),
    ).toBeUndefined();
  });

  it('knows every operation of the two services that a plan predicts', () => {
    const known = [...Object.keys(lakeformation.operations), ...Object.keys(datazone.operations)];
    const rest = PREDICTABLE.filter((operation) => !known.includes(operation));
    expect(rest.every((operation) => /(Role|User|Database|Table)$/.test(operation))).toBe(true);
    expect(known.every((operation) => PREDICTABLE.includes(operation))).toBe(true);
  });

  it('makes every nonsense a refused edit beside the good ones, never a fault', () => {
    const good = lakeEdit('CreateLFTag', { TagKey: 'level', TagValues: ['low'] });
    for (const [service, { operations, shapes }] of Object.entries({ lakeformation, datazone }))
      for (const [operation, at] of Object.entries(operations)) {
        const members = Object.keys((shapes[at] as { members?: object }).members ?? {});
        const edits = NONSENSE.flatMap((value): Edit[] => [
          { account: P, service, operation, request: Object.fromEntries(members.map((name) => [name, value])) },
          ...members.map((name) => ({ account: P, service, operation, request: { [name]: value } })),
        ]);
        const plan = planEdits(index, [...edits, good]);
        expect(plan.refused.some(({ edit }) => edit === edits.length)).toBe(false);
        expect(plan.refused.length).toBeGreaterThan(edits.length / 2);
        for (const edit of edits) expect(editSentence(edit)).toMatch(/\S/);
      }
  });
});
