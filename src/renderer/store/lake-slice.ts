import type { LakeCalls } from '../../contract/lake';
import type { Result } from '../../core/model/result';
import type { SliceOf } from './create-store';

/** What is looked at on the page Tags, so that one tab can lead to another. */
export type TagsTab = 'tags' | 'assignments' | 'expressions' | 'filters';

export interface LakeSlice {
  tagsTab: TagsTab;
  /** The tag (`account/key`) and value that the assignments are narrowed to. */
  tagFocus: { tag?: string; value?: string };
  openTagsTab: (tab: TagsTab, focus?: LakeSlice['tagFocus']) => void;
  askLake: <K extends keyof LakeCalls>(name: K, input: LakeCalls[K]['in']) => Promise<Result<LakeCalls[K]['out']>>;
}

export const createLakeSlice: SliceOf<LakeSlice> = (bridge, set) => ({
  tagsTab: 'tags',
  tagFocus: {},
  openTagsTab: (tagsTab, tagFocus = {}) => set({ tagsTab, tagFocus }),
  askLake: (name, input) => bridge.call(name, input),
});
