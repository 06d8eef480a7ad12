import { z } from 'zod';
import type { LineageCalls } from './lineage';

const id = z.string().min(1).max(4_096);
const time = z.string().max(64);
const direction = z.enum(['upstream', 'downstream', 'both']);
const level = z.enum(['table', 'column']);
const resource = id;
const subject = z.strictObject({ resource });
/** One file: 50 MB of text, which is at most as many characters. */
const MOST_CHARACTERS = 50 * 1024 * 1024;

const view = z.strictObject({
  focus: id.optional(),
  direction,
  level,
  grown: z.array(id).max(1_000),
  shown: z.record(id, z.number().int().min(0).max(100_000)).optional(),
  audience: z.boolean().optional(),
  asOf: time.optional(),
  pathTo: id.optional(),
});

/** What main accepts of the lineage page. */
export const lineageSchemas = {
  'lineage.view': view,
  'lineage.picture': z.strictObject({ query: view, theme: z.enum(['light', 'dark']) }),
  'lineage.columns': z.strictObject({ node: id }),
  'lineage.search': z.strictObject({ text: z.string().max(512), limit: z.number().int().min(1).max(1_000).optional() }),
  'lineage.completeness': z.null(),
  'lineage.graph': z.strictObject({
    resource: resource.optional(),
    direction: direction.optional(),
    depth: z.number().int().min(0).max(1_000).optional(),
    level: level.optional(),
    asOf: time.optional(),
    to: resource.optional(),
  }),
  'lineage.impact': subject,
  'lineage.audience': subject,
  'lineage.lostTags': z.strictObject({ tags: z.array(z.string().max(512)).max(100).optional() }),
  'lineage.importPiece': z.strictObject({ upload: z.string().min(1).max(64), text: z.string().max(MOST_CHARACTERS) }),
  'lineage.import': z.strictObject({
    name: z.string().min(1).max(255),
    text: z.string().max(MOST_CHARACTERS),
    upload: z.string().min(1).max(64).optional(),
  }),
  'lineage.export': z.strictObject({
    about: z.union([
      z.strictObject({ ask: z.enum(['impact', 'audience']), resource }),
      z.strictObject({ ask: z.literal('lost-tags') }),
    ]),
    format: z.enum(['csv', 'json', 'xlsx', 'html']),
  }),
  'lineage.imports': z.null(),
  'lineage.forget': z.strictObject({ file: z.string().min(1).max(255) }),
} satisfies { [K in keyof LineageCalls]: z.ZodType<LineageCalls[K]['in']> };
