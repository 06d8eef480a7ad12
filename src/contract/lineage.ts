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

/** The calls of the lineage page. */
export interface LineageCalls {
  'lineage.graph': { in: LineageQuestion; out: LineageAnswer };
  'lineage.impact': { in: LineageSubject; out: ImpactAnswer };
  'lineage.audience': { in: LineageSubject; out: AudienceAnswer };
  /** `tags` are LF-Tag keys or `key=value`; absent = what looks sensitive by its words. */
  'lineage.lostTags': { in: { tags?: string[] }; out: LostTagsAnswer };
  /** The text of an OpenLineage file, at most 50 MB. */
  'lineage.import': { in: { name: string; text: string }; out: ImportReport };
  'lineage.imports': { in: null; out: ImportedFile[] };
  'lineage.forget': { in: { file: string }; out: ImportedFile[] };
}
