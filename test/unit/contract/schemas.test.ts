import { describe, expect, it } from 'vitest';
import { CALL_NAMES, isCallName } from '../../../src/contract/names';
import { callSchemas } from '../../../src/contract/schemas';

describe('the contract', () => {
  it('has one schema per call and none besides', () => {
    expect(Object.keys(callSchemas).sort()).toEqual([...CALL_NAMES].sort());
  });

  it('names calls only by their own names', () => {
    expect(CALL_NAMES.every(isCallName)).toBe(true);
    expect(['toString', 'hasOwnProperty', '__proto__', '', null].filter(isCallName)).toEqual([]);
  });

  it.each(CALL_NAMES)('%s refuses input that is hostile by size or shape', (name) => {
    const hostile: unknown[] = [undefined, 7, 'x', [], { unknownMember: 1 }, { id: 'x'.repeat(1_000_000) }];
    expect(hostile.filter((input) => callSchemas[name].safeParse(input).success)).toEqual([]);
  });

  it('takes what the window sends', () => {
    const query = { expanded: ['a'], shown: { a: 80 }, focus: 'b', filter: { text: 'o', states: ['failed'] } };
    expect(callSchemas['mesh.graph'].safeParse(query).success).toBe(true);
    expect(callSchemas['mesh.graph'].safeParse({ expanded: [], filter: {} }).success).toBe(true);
    expect(callSchemas['mesh.crawl'].safeParse({}).success).toBe(true);
  });

  it('bounds every list and text of a graph query', () => {
    const long = Array.from({ length: 10_000 }, () => 'a');
    for (const query of [
      { expanded: long },
      { expanded: [], focus: 'x'.repeat(10_000) },
      { expanded: [], filter: { tags: long } },
      { expanded: [], filter: { states: ['unheard-of'] } },
      { expanded: [], shown: { a: 1e9 } },
    ])
      expect(callSchemas['mesh.graph'].safeParse(query).success).toBe(false);
  });
});
