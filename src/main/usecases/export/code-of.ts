import { extname } from 'node:path';
import type { CodeAsked, CodeSubject } from '../../../contract/code';
import { asCode } from '../../../core/as-code/as-code';
import type { CodeDocument, CodeFile, CodeSource } from '../../../core/as-code/code-types';
import { profilesOf } from '../../../core/as-code/profiles-of';
import { ok, type Result } from '../../../core/model/result';
import type { MeshHost } from '../../host/port';
import type { PlanStore, StoredPlan } from '../../store/plan-store';

export interface CodeDeps {
  host: Pick<MeshHost, 'ask'>;
  plans: Pick<PlanStore, 'open'>;
}

/** A stored plan or the present state of a selection, as code. */
export async function codeOf(deps: CodeDeps, asked: CodeAsked, signal?: AbortSignal): Promise<Result<CodeDocument>> {
  const source = await sourceOf(deps, asked.subject, signal);
  return source.ok ? ok(asCode(source.value, asked.format)) : source;
}

async function sourceOf(
  { host, plans }: CodeDeps,
  subject: CodeSubject,
  signal: AbortSignal | undefined,
): Promise<Result<CodeSource>> {
  if ('plan' in subject) return ok(ofPlan(await plans.open(subject.plan)));
  return host.ask('code.state', subject, signal);
}

/** The calls of a plan in their order; an edit that would be refused is no call and is listed. */
const ofPlan = ({ id, connection, snapshot, members, plan }: StoredPlan): CodeSource => ({
  title: `Plan ${id}`,
  connection,
  snapshot,
  profiles: profilesOf(members),
  statements: plan.calls.map(({ account, region, service, operation, request }) => ({
    account,
    region,
    service,
    operation,
    request,
  })),
  left: plan.refused.map(({ edit, code, message }) => ({
    what: `Change ${String(edit + 1)} of the plan`,
    why: `it would be refused: ${code}: ${message}`,
  })),
});

/** Where each file goes: the path itself, or one beside it per account and region. */
export function filesAt(path: string, { files }: Pick<CodeDocument, 'files'>): { path: string; text: string }[] {
  if (files.length === 1) return files.map(({ text }) => ({ path, text }));
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  const beside = ({ place = '' }: CodeFile): string => `${stem}-${place}${extension}`;
  return files.map((file) => ({ path: beside(file), text: file.text }));
}
