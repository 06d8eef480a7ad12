import type { Trouble } from '../../core/model/result';
import type { CoverageGap, Member } from '../../core/model/snapshot';
import type { Aws } from '../aws/aws';

/** A profile, in its own region unless another is named. */
export interface MemberSeat {
  profile: string;
  region?: string;
}

export interface Identified {
  members: Member[];
  gaps: CoverageGap[];
  /** Seats that need a person to sign in. */
  signInNeeded: { seat: MemberSeat; trouble: Trouble }[];
  /** What the first seat that failed said: the answer where no member is left. */
  firstTrouble: Trouble | null;
}

/**
 * Asks AWS who each profile is, side by side. A profile that cannot say becomes a gap.
 */
export async function identifyMembers(
  aws: Pick<Aws, 'identify'>,
  seats: readonly MemberSeat[],
  signal: AbortSignal,
): Promise<Identified> {
  const answers = await Promise.all(
    seats.map(async (seat) => ({ seat, result: await aws.identify(seat.profile, seat.region, signal) })),
  );
  const found: Identified = { members: [], gaps: [], signInNeeded: [], firstTrouble: null };
  for (const { seat, result } of answers) {
    if (result.ok) {
      if (!found.members.some((m) => m.id === result.value.id)) found.members.push(result.value);
      continue;
    }
    found.firstTrouble ??= result.error;
    const needsSignIn = isSignIn(result.error);
    if (needsSignIn) found.signInNeeded.push({ seat, trouble: result.error });
    found.gaps.push({
      member: seat.region === undefined ? seat.profile : `${seat.profile}@${seat.region}`,
      layer: 'account',
      kind: needsSignIn ? 'sign-in' : 'failed',
      reason: [result.error.message, result.error.wayOut].filter(Boolean).join(' '),
    });
  }
  return found;
}

export const isSignIn = ({ code }: Trouble): boolean => code === 'AWS_SIGN_IN_NEEDED' || code === 'AWS_CREDS_EXPIRED';
