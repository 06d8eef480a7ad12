import type {
  AudienceAnswer,
  ImpactAnswer,
  ImportedFile,
  ImportReport,
  LineageAnswer,
  LineageQuestion,
  LineageSubject,
  LostTagsAnswer,
} from '../core/lineage/answers';
import type { Completeness } from '../core/lineage/completeness';
import type { LineageHit } from '../core/lineage/search';
import type { LineageColumns, LineageView, LineageViewQuery } from '../core/lineage/view-types';

/** A list that can be kept as a file. */
export type LineageListQuestion = { ask: 'impact' | 'audience'; resource: string } | { ask: 'lost-tags' };

/** What lineage knows and does not know, in names that a person reads. */
export interface LineageState {
  completeness: Completeness;
  /** Names of the tables without lineage, by id. */
  names: Record<string, string>;
  files: ImportedFile[];
}

/** The calls of the lineage page. */
export interface LineageCalls {
  'lineage.view': { in: LineageViewQuery; out: LineageView };
  /** The same view as a stand-alone SVG document. */
  'lineage.picture': { in: { query: LineageViewQuery; theme: 'light' | 'dark' }; out: { svg: string } };
  /** `node` is the id of a table or dataset. */
  'lineage.columns': { in: { node: string }; out: LineageColumns };
  'lineage.search': { in: { text: string; limit?: number }; out: LineageHit[] };
  'lineage.completeness': { in: null; out: LineageState };
  'lineage.graph': { in: LineageQuestion; out: LineageAnswer };
  'lineage.impact': { in: LineageSubject; out: ImpactAnswer };
  'lineage.audience': { in: LineageSubject; out: AudienceAnswer };
  /** `tags` are LF-Tag keys or `key=value`; absent = what looks sensitive by its words. */
  'lineage.lostTags': { in: { tags?: string[] }; out: LostTagsAnswer };
  /** A large file comes in pieces, so that none of them holds main up; a new `upload` drops what another had begun. */
  'lineage.importPiece': { in: { upload: string; text: string }; out: { characters: number } };
  /** The text of an OpenLineage file, at most 50 MB; with `upload`, what comes after its pieces. */
  'lineage.import': { in: { name: string; text: string; upload?: string }; out: ImportReport };
  'lineage.export': {
    in: { about: LineageListQuestion; format: 'csv' | 'json' | 'xlsx' | 'html' };
    out: { path: string } | null;
  };
  'lineage.imports': { in: null; out: ImportedFile[] };
  'lineage.forget': { in: { file: string }; out: ImportedFile[] };
}
