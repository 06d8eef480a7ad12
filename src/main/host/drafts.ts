import { SNAPSHOT_SCHEMA, unitOfRecord } from '../../core/model/snapshot';
import type { CoverageGap, Layer, LayerRecords, Member, Part, Snapshot, UnitKey } from '../../core/model/snapshot';
import type { AheadWriter } from '../store/ahead-writer';
import { Failure } from '../store/failure';

/** A snapshot that a crawl is still filling. */
export interface Draft {
  id: string;
  connection: string;
  members: Member[];
  /** Absent where older records go before the new ones. */
  ahead: AheadWriter | undefined;
  /** @throws what kept earlier records from being written */
  append(member: string, layer: Layer, records: LayerRecords[Layer][], readAt: string): void;
  /** What has come so far; later pages do not change the value. */
  snapshot(about: { takenAt: string; members: Member[]; coverage: CoverageGap[] }): Snapshot;
}

export interface DraftStart {
  id: string;
  connection: string;
  members: Member[];
  /** What is not read again is taken over from it. */
  base?: Snapshot | undefined;
  units?: readonly UnitKey[] | undefined;
  ahead: AheadWriter;
}

export interface Drafts {
  begin(about: DraftStart): Draft;
  /** @throws Failure SNAPSHOT_NOT_BEGUN */
  get(id: string): Draft;
  /** Answers the one that has ended, where there was one. */
  end(id: string): Draft | undefined;
}

export function createDrafts(): Drafts {
  const drafts = new Map<string, Draft>();
  return {
    begin(about) {
      const draft = createDraft(about);
      drafts.set(about.id, draft);
      return draft;
    },
    get(id) {
      const draft = drafts.get(id);
      if (!draft)
        throw new Failure({
          code: 'SNAPSHOT_NOT_BEGUN',
          message: 'This crawl has ended already.',
          wayOut: 'Crawl again.',
        });
      return draft;
    },
    end(id) {
      const draft = drafts.get(id);
      drafts.delete(id);
      return draft;
    },
  };
}

function createDraft({ id, connection, members, base, units, ahead: writer }: DraftStart): Draft {
  const ahead = units ? undefined : writer;
  const owners = new Map(members.map((m) => [m.id, m]));
  const parts = new Map<string, Part>();
  const key = (member: string, layer: Layer): string => `${member}\0${layer}`;
  return {
    id,
    connection,
    members,
    ahead,
    append(member, layer, records, readAt) {
      const part = parts.get(key(member, layer)) ?? ({ member, layer, readAt, records: [] } as Part);
      const into = part.records as LayerRecords[Layer][];
      for (const record of records) into.push(record);
      part.readAt = readAt;
      parts.set(key(member, layer), part);
      const owner = owners.get(member);
      if (owner) ahead?.grown({ part, member: owner });
    },
    snapshot({ takenAt, members: seen, coverage }) {
      const known = new Set(seen.map((m) => m.id));
      const kept = (base?.parts ?? []).filter((p) => known.has(p.member) && !parts.has(key(p.member, p.layer)));
      const read = [...parts.values()].map(
        (p) => ({ ...p, records: [...otherUnits(p, base, units), ...p.records] }) as Part,
      );
      return { schema: SNAPSHOT_SCHEMA, id, connection, takenAt, members: seen, parts: [...kept, ...read], coverage };
    },
  };
}

/** What an older part holds of units that were not read again. */
function otherUnits(
  { member, layer }: Part,
  base: Snapshot | undefined,
  units: readonly UnitKey[] | undefined,
): LayerRecords[Layer][] {
  if (!units) return [];
  const older = base?.parts.find((part) => part.member === member && part.layer === layer)?.records ?? [];
  return (older as LayerRecords[Layer][]).filter((record) => {
    const key = unitOfRecord(layer, record);
    return (
      key &&
      !units.some(
        ({ domainId, unitId, entityType }) =>
          domainId === key.domainId && unitId === key.unitId && entityType === key.entityType,
      )
    );
  });
}
