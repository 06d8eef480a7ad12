import type { AccessQuestion } from '../../../core/report/question';
import { EmptyState } from '../../ui/EmptyState';

const WORDS: Record<AccessQuestion['ask'], { title: string; words: string }> = {
  who: {
    title: 'Who can reach it?',
    words:
      'Write a table, column, database, data product, LF-Tag value, catalog or S3 prefix above. The answer is a sentence first, then every principal with the columns and rows it sees and the chain that gives them.',
  },
  what: {
    title: 'What can they reach?',
    words:
      'Write a role, user, group, account or project above. A group, account or project stands for everybody who acts for it.',
  },
  why: {
    title: 'Why, or why not?',
    words:
      'Write a principal and a resource above. The answer follows the decision step by step; each step cites its permission row.',
  },
  compare: {
    title: 'What is the difference?',
    words: 'Two principals, two resources, or two snapshots: who gained or lost what since.',
  },
  matrix: {
    title: 'Everybody and everything',
    words: 'Principals down, tables across. Parts of names narrow both; a cell opens why.',
  },
};

/** What to do on a page that has not been asked anything. */
export function AccessStart({ mode }: { mode: AccessQuestion['ask'] }) {
  return <EmptyState title={WORDS[mode].title}>{WORDS[mode].words}</EmptyState>;
}
