import { resourceText } from '../access/resource-text';
import { shortName } from '../access/sentence';
import type { Wanted } from './wanted';

export interface CodeName {
  /** CloudFormation: letters and digits, at most 255. */
  logicalId: string;
  /** Terraform: a letter, then letters, digits and underscores. */
  identifier: string;
}

/** Readable names from hostile ones: what is no letter or digit is dropped, and a number keeps them apart. */
export function uniqueNames(wanted: readonly Wanted[]): CodeName[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return wanted.map((one) => {
    const base = [one.kind.replace('-', '_'), ...wordsOf(one)].join('_').slice(0, 80).replace(/_+$/, '');
    let identifier = base;
    for (let count = counts.get(base) ?? 1; taken.has(folded(identifier));) {
      identifier = `${base}_${String(++count)}`;
      counts.set(base, count);
    }
    taken.add(folded(identifier));
    return { identifier, logicalId: camel(identifier) };
  });
}

/** CloudFormation drops the lines between words, so `a_bc` and `ab_c` must not both be given. */
const folded = (identifier: string): string => identifier.replaceAll('_', '');
const camel = (name: string): string => name.replace(/(?:^|_)([a-z0-9]?)/g, (_, first: string) => first.toUpperCase());

function wordsOf(one: Wanted): string[] {
  switch (one.kind) {
    case 'grant':
    case 'opt-in':
      return words(shortName(one.principal), resourceText(one.resource));
    case 'tag':
      return words(one.key);
    case 'expression':
      return words(one.expression.Name);
    case 'tagging':
      return words(resourceText(one.resource), ...one.tags.map((tag) => tag.TagKey));
    case 'filter':
      return words(one.filter.DatabaseName, one.filter.TableName, one.filter.Name);
    case 'location':
      return words(one.location.ResourceArn.replace(/^arn:[^:]*:s3:::/, ''));
    case 'settings':
      return [];
  }
}

const words = (...texts: string[]): string[] => texts.flatMap((text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? []);
