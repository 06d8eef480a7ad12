import { z } from 'zod';
import type { LakeCalls } from './lake';

const resource = z.string().trim().min(1).max(2_048);

/** What main accepts of the pages Tags and Lake settings. */
export const lakeSchemas = {
  'lake.tags': z.null(),
  'lake.assignments': z.strictObject({
    text: z.string().max(512).optional(),
    tag: z
      .string()
      .regex(/^\d{12}\/.{1,255}$/s)
      .optional(),
    value: z.string().max(256).optional(),
    origin: z.enum(['own', 'override', 'inherited']).optional(),
    level: z.enum(['database', 'table', 'column']).optional(),
  }),
  'lake.expressions': z.null(),
  'lake.filters': z.null(),
  'lake.filterTarget': z.strictObject({ resource }),
  'lake.checkRows': z.strictObject({ resource, expression: z.string().max(10_000) }),
  'lake.settings': z.null(),
} satisfies { [K in keyof LakeCalls]: z.ZodType<LakeCalls[K]['in']> };
