import { describe, expect, it } from 'vitest';
import { constraintSource, memberRule } from '../../../../src/main/sandbox/model/constraints';
import { serviceModel } from '../../../../src/main/sandbox/model/operations';
import { SERVICES } from '../../../../src/main/sandbox/model/services';
import type { Shape, StructureShape } from '../../../../src/main/sandbox/model/shape';
import { validateInput, violationMessage } from '../../../../src/main/sandbox/model/validate';
import type { ServiceId } from '../../../../src/main/sandbox/service';

function closure(id: ServiceId): Map<string, StructureShape> {
  const found = new Map<string, StructureShape>();
  const visit = (shape: Shape): void => {
    if (shape.kind === 'list') visit(shape.item);
    if (shape.kind === 'map') visit(shape.value);
    if (shape.kind !== 'structure' || found.has(shape.name)) return;
    found.set(shape.name, shape);
    for (const member of shape.members) visit(member.shape);
  };
  const model = serviceModel(id);
  for (const name of model.operationNames) {
    const operation = model.operation(name);
    if (operation) visit(operation.input);
  }
  return found;
}

describe.each(Object.keys(SERVICES) as ServiceId[])('the constraint table of %s', (id) => {
  it('names only structures and members that the SDK has, and kinds that fit', () => {
    const shapes = closure(id);
    const wrong: string[] = [];
    for (const [structure, members] of Object.entries(constraintSource(id).structures)) {
      const shape = shapes.get(structure);
      for (const name of Object.keys(members)) {
        const member = shape?.members.find((one) => one.name === name);
        const rule = memberRule(id, structure, name);
        if (!member) wrong.push(`${structure}.${name} is unknown`);
        else if (rule?.type && member.shape.kind !== 'number') wrong.push(`${structure}.${name} is no number`);
        else if ((rule?.enum ?? rule?.pattern) && member.shape.kind !== 'string')
          wrong.push(`${structure}.${name} is no string`);
        else if (rule?.item && member.shape.kind !== 'list') wrong.push(`${structure}.${name} is no list`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

const inputOf = (service: ServiceId, operation: string): StructureShape => {
  const found = serviceModel(service).operation(operation);
  if (!found) throw new Error(operation);
  return found.input;
};

describe('validation', () => {
  it('reports every failure of an input in one Coral message', () => {
    const violations = validateInput(inputOf('lakeformation', 'ListPermissions'), {
      MaxResults: 1001,
      ResourceType: 'TABEL',
    });
    const message = violationMessage('coral', violations);
    expect(message).toMatch(/^2 validation errors detected: /);
    expect(message).toContain(
      "Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
    );
    expect(message).toContain(
      "Value 'TABEL' at 'resourceType' failed to satisfy constraint: Member must satisfy enum value set: [",
    );
  });

  it('names list positions from 1 and required members with null', () => {
    const violations = validateInput(inputOf('lakeformation', 'BatchGrantPermissions'), {
      Entries: [{ Id: 'a' }, { Permissions: ['SELECT'] }],
    });
    expect(violationMessage('coral', violations)).toBe(
      "1 validation error detected: Value null at 'entries.2.member.id' failed to satisfy constraint: Member must not be null",
    );
  });

  it('writes pointers from 0 for DataZone', () => {
    const violations = validateInput(inputOf('datazone', 'ListDomains'), { maxResults: 26 });
    expect(violationMessage('pointer', violations)).toBe(
      "1 validation error detected: Value at '/maxResults' failed to satisfy constraint: Member must be between 1 and 25, inclusive",
    );
  });

  it('counts code points, not UTF-16 units', () => {
    const input = inputOf('lakeformation', 'CreateLFTag');
    const key = (text: string): unknown[] => validateInput(input, { TagKey: text, TagValues: ['x'] });
    expect(key('𐐀'.repeat(128))).toEqual([]);
    expect(key('𐐀'.repeat(129))).toHaveLength(1);
  });

  it('matches patterns against the whole value', () => {
    const input = inputOf('sts', 'AssumeRole');
    const session = (RoleSessionName: string): unknown[] =>
      validateInput(input, { RoleArn: 'arn:aws:iam::111122223333:role/x', RoleSessionName });
    expect(session('ada@example.com')).toEqual([]);
    expect(session('ada lovelace')).toMatchObject([{ kind: 'pattern' }]);
    expect(session('a')).toMatchObject([{ kind: 'length' }]);
  });
});
