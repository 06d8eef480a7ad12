import { useHeddle } from '../../store/StoreProvider';
import type { TagsTab } from '../../store/lake-slice';
import { Segmented } from '../../ui/Segmented';
import { AssignmentsList } from './AssignmentsList';
import { ExpressionsList } from './ExpressionsList';
import { FiltersList } from './FiltersList';
import { TagList } from './TagList';
import './tags.css';

const TABS: readonly { id: TagsTab; text: string }[] = [
  { id: 'tags', text: 'Tags' },
  { id: 'assignments', text: 'Assignments' },
  { id: 'expressions', text: 'Expressions' },
  { id: 'filters', text: 'Data filters' },
];

const SAYS: Record<TagsTab, string> = {
  tags: 'LF-Tags with what carries each value now, own or inherited, and the grants that rest on it.',
  assignments: 'What is tagged how: set there, set in place of what it would inherit, or inherited.',
  expressions: 'Saved LF-Tag expressions: what they match now and who is granted something by them.',
  filters: 'Data filters: the columns and rows that those granted through them may read.',
};

/** What narrows access besides grants: LF-Tags, where they are set, saved expressions, data filters. */
export function TagsPage() {
  const tab = useHeddle((s) => s.tagsTab);
  const open = useHeddle((s) => s.openTagsTab);
  return (
    <div className="tabbed">
      <header className="tabbed-head">
        <h1>Tags</h1>
        <Segmented label="What to look at" value={tab} options={TABS} onChange={(next) => open(next)} />
      </header>
      <p className="tabbed-say">{SAYS[tab]}</p>
      {tab === 'tags' ? <TagList /> : null}
      {tab === 'assignments' ? <AssignmentsList /> : null}
      {tab === 'expressions' ? <ExpressionsList /> : null}
      {tab === 'filters' ? <FiltersList /> : null}
    </div>
  );
}
