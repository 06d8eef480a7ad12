import type { NodeKind } from '../../core/graph/types';
import type { IconName } from './Icon';

const WORDS: Record<NodeKind, string> = {
  domain: 'Domain',
  project: 'Project',
  product: 'Data product',
  table: 'Table',
  database: 'Database',
  'tag-policy': 'Tag policy',
  location: 'Data location',
  catalog: 'Catalog',
  consumer: 'Principal',
  account: 'Account',
};

const isKind = (kind: string): kind is NodeKind => kind in WORDS;

export const kindWords = (kind: string): string => (isKind(kind) ? WORDS[kind] : kind);
export const kindIcon = (kind: string): IconName => (isKind(kind) ? kind : 'table');
