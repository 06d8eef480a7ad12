import type { AppState, ConnectionInfo, MemberInfo, SnapshotInfo } from '../../contract/calls';
import { SANDBOX } from './choose-members';
import type { MemberSeat } from './identify-members';

/** What a person sees of a connection: its members, with what the last snapshot knows of them. */
export function describeConnection(
  name: string,
  seats: readonly MemberSeat[],
  last: SnapshotInfo | null,
): ConnectionInfo {
  const known = last?.connection === name ? last.members : [];
  const members = seats.map((seat): MemberInfo => {
    const member = known.find(
      (m) => m.profile === seat.profile && (seat.region === undefined || m.region === seat.region),
    );
    if (member) return member;
    const region = seat.region ?? '';
    return { id: `${seat.profile}@${region}`, profile: seat.profile, region, partition: 'aws', account: null };
  });
  return { name, kind: name === SANDBOX ? 'sandbox' : 'aws', members: members.length > 0 ? members : known };
}

/** The state before anything is opened. */
export const emptyState = (runtime: AppState['runtime'], notices: string[], theme: AppState['theme']): AppState => ({
  opening: false,
  connection: null,
  snapshot: null,
  crawling: null,
  coverage: [],
  notices,
  runtime,
  theme,
  session: [],
});
