import type { LFTagExpression, LFTagPair } from '../../../core/model/lakeformation';
import type { Member } from '../../../core/model/snapshot';
import type { CrawlRun } from './run';
import { recordsOfPage } from './run';

/** The model caps a listed tag at this many values; a tag with exactly so many may have more (open point 2). */
const LISTED_VALUES = 50;

/** LF-Tags, own and shared with us, and saved expressions. Answers the own ones with all their values. */
export async function readTags(run: CrawlRun, member: Member): Promise<LFTagPair[] | undefined> {
  const own: LFTagPair[] = [];
  const known = new Set<string>();
  const take = async (listed: LFTagPair[]): Promise<void> => {
    const fresh = listed.filter((tag) => {
      const key = `${tag.CatalogId ?? member.account}\n${tag.TagKey}`;
      return !known.has(key) && known.add(key);
    });
    const tags = await Promise.all(fresh.map((tag) => withAllValues(run, member, tag)));
    own.push(...tags.filter((tag) => (tag.CatalogId ?? member.account) === member.account));
    await run.append(member, 'tags', tags);
  };
  const list = (input: { ResourceShareType?: 'FOREIGN' }): Promise<void> =>
    run.eachPage('lakeformation:ListLFTags', member, input, (page) => take(recordsOfPage<LFTagPair>(page.LFTags)));
  const [listed] = await Promise.all([
    run.read(member, 'tags', () => list({})),
    run.read(member, 'tags', () => list({ ResourceShareType: 'FOREIGN' }), 'shared tags'),
  ]);
  return listed ? own : undefined;
}

async function withAllValues(run: CrawlRun, member: Member, tag: LFTagPair): Promise<LFTagPair> {
  if (tag.TagValues.length !== LISTED_VALUES) return tag;
  const input = { TagKey: tag.TagKey, ...(tag.CatalogId ? { CatalogId: tag.CatalogId } : {}) };
  const full = await run.fetch(member, 'tags', () => run.call('lakeformation:GetLFTag', member, input), tag.TagKey);
  // Some endpoints answer an unknown tag with nothing at all.
  return full?.TagValues && full.TagValues.length >= tag.TagValues.length ? { ...tag, TagValues: full.TagValues } : tag;
}

export function readTagExpressions(run: CrawlRun, member: Member): Promise<boolean> {
  return run.read(member, 'tag-expressions', () =>
    run.eachPage('lakeformation:ListLFTagExpressions', member, {}, (page) =>
      run.append(member, 'tag-expressions', recordsOfPage<LFTagExpression>(page.LFTagExpressions)),
    ),
  );
}
