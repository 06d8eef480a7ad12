import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { SNAPSHOT_SCHEMA } from '../../core/model/snapshot';
import type { CoverageGap, Layer } from '../../core/model/snapshot';
import { Failure } from './failure';

const member = z.object({
  accountName: z.string().optional(),
  id: z.string(),
  profile: z.string(),
  account: z.string(),
  region: z.string(),
  partition: z.string(),
  callerArn: z.string().optional(),
});

const gap = z.object({
  member: z.string(),
  layer: z.string().transform((layer) => layer as CoverageGap['layer']),
  reason: z.string(),
  kind: z.enum(['denied', 'failed', 'cancelled', 'partial', 'unread-account', 'sign-in']),
  action: z.string().optional(),
  account: z.string().optional(),
});

const partFile = z.object({
  member: z.string(),
  layer: z.string().transform((layer) => layer as Layer),
  /** ISO 8601: when the layer was read to its end. */
  readAt: z.string(),
  /** Relative to the manifest; a plain name, so that a manifest cannot reach outside its folder. */
  file: z.string().regex(/^[a-z0-9][a-z0-9.-]*\.parquet$/),
  rows: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  sha256: z.string(),
});

const count = z.number().int().nonnegative();
const counts = z.object({
  accounts: count,
  domains: count,
  projects: count,
  products: count,
  assets: count,
  databases: count,
  tables: count,
  permissions: count,
  tags: count,
  filters: count,
  requests: count,
  subscriptions: count,
});

const manifest = z.object({
  schema: z.number().int().positive(),
  id: z.string(),
  connection: z.string(),
  takenAt: z.string(),
  members: z.array(member),
  coverage: z.array(gap),
  calls: z.record(z.string(), z.number()),
  counts,
  parts: z.array(partFile),
});

/** What `manifest.json` of a snapshot holds: everything but the records. */
export type Manifest = z.infer<typeof manifest>;
export type PartFile = Manifest['parts'][number];

/** @throws Failure SNAPSHOT_DAMAGED, with the reason in one sentence */
export async function readManifest(path: string): Promise<Manifest> {
  const text = await readFile(path, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw damaged(path, text.length === 0 ? 'The manifest is empty.' : 'The manifest is not complete JSON.');
  }
  const parsed = manifest.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw damaged(path, `The manifest is not one of Heddle’s: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`);
  }
  if (parsed.data.schema > SNAPSHOT_SCHEMA)
    throw damaged(path, `It was written by a newer Heddle (schema ${String(parsed.data.schema)}).`);
  return parsed.data;
}

export const damaged = (path: string, reason: string): Failure =>
  new Failure({
    code: 'SNAPSHOT_DAMAGED',
    message: `The stored snapshot cannot be read: ${reason}`,
    wayOut: 'Open an older snapshot, or read the mesh again; the damaged one is left as it is.',
    detail: path,
  });
