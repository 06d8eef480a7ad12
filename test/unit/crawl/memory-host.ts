import { ok } from '../../../src/core/model/result';
import type { CoverageGap, Layer, LayerRecords } from '../../../src/core/model/snapshot';
import type { HostCalls, MeshHost } from '../../../src/main/host/port';

/** A mesh host that keeps what a crawl gives it, for tests of the crawl alone. */
export interface MemoryHost extends Pick<MeshHost, 'ask'> {
  log: string[];
  /** By member and layer. */
  parts: Map<string, Map<Layer, unknown[]>>;
  coverage: CoverageGap[];
  /** What the early preview said could not be read. */
  early: CoverageGap[];
  calls: Record<string, number>;
  records<L extends Layer>(layer: L): LayerRecords[L][];
}

export function memoryHost(): MemoryHost {
  const parts: MemoryHost['parts'] = new Map();
  const host: MemoryHost = {
    log: [],
    parts,
    coverage: [],
    early: [],
    calls: {},
    records: <L extends Layer>(layer: L) =>
      [...parts.values()].flatMap((layers) => (layers.get(layer) ?? []) as LayerRecords[L][]),
    ask: (name, input) => {
      if (name !== 'snapshot.append') host.log.push(name);
      return Promise.resolve(ok(answer(name, input))) as never;
    },
  };
  function answer(name: keyof HostCalls, input: unknown): unknown {
    if (name === 'snapshot.begin') return { id: 'snapshot-1' };
    if (name === 'snapshot.append') {
      const { member, layer, records } = input as HostCalls['snapshot.append']['in'];
      const layers = parts.get(member) ?? new Map<Layer, unknown[]>();
      parts.set(member, layers);
      // As over a process boundary: what arrives is a copy.
      layers.set(layer, [...(layers.get(layer) ?? []), ...(structuredClone(records) as unknown[])]);
      return null;
    }
    if (name === 'snapshot.preview') host.early = (input as HostCalls['snapshot.preview']['in']).coverage ?? [];
    if (name === 'snapshot.commit') {
      const { coverage, calls, takenAt, members } = input as HostCalls['snapshot.commit']['in'];
      host.coverage = coverage;
      host.calls = calls;
      return { id: 'snapshot-1', connection: 'test', takenAt, members, counts: {}, calls, gaps: coverage.length };
    }
    return null;
  }
  return host;
}
