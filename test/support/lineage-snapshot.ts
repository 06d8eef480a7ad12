import type { Part, Snapshot } from '../../src/core/model/snapshot';

export const LINEAGE_MEMBER = {
  id: 'p@r',
  profile: 'p',
  account: '111122223333',
  region: 'eu-central-1',
  partition: 'aws',
};

/** A snapshot of one account with these parts and no gaps. */
export const lineageSnapshot = (parts: Part[]): Snapshot => ({
  schema: 1,
  id: 's',
  takenAt: '2026-11-20T09:00:00Z',
  connection: 'test',
  members: [LINEAGE_MEMBER],
  coverage: [],
  parts,
});
