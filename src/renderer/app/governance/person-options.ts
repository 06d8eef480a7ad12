import type { Person } from '../../../contract/governance';

/** People as a list offers them; the value tells kind and id. */
export const personOptions = (people: readonly Person[]): { value: string; label: string; description?: string }[] =>
  people.map(({ kind, id, name, note }) => ({
    value: `${kind} ${id}`,
    label: name,
    description: [WORDS[kind], note].filter(Boolean).join(', '),
  }));

const WORDS = { user: 'person', group: 'group', project: 'project', everybody: '' } as const;

export const memberOfValue = (value: string): { userIdentifier: string } | { groupIdentifier: string } | null => {
  const [kind, id] = [value.slice(0, value.indexOf(' ')), value.slice(value.indexOf(' ') + 1)];
  if (kind === 'user') return { userIdentifier: id };
  return kind === 'group' ? { groupIdentifier: id } : null;
};
