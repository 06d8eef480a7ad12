import { askTarget, listUnits, viewUnit } from '../../../core/governance/unit-view';
import { listingsOf } from '../../../core/governance/listings';
import { sourcesOf } from '../../../core/graph/sources';
import { Failure } from '../../store/failure';
import type { HostHandlers } from '../question';

const gone = (what: string): Failure =>
  new Failure({
    code: 'GOVERNANCE_UNKNOWN',
    message: `This ${what} is not in the mesh on screen.`,
    wayOut: 'Read the mesh again: it may have been removed.',
  });

export const governanceQuestions = {
  'governance.units': (context) => listUnits(sourcesOf(context.current().snapshot)),

  'governance.unit': (context, { domainId, unitId }) => {
    const view = viewUnit(sourcesOf(context.current().snapshot), domainId, unitId);
    if (view) return view;
    throw gone('domain unit');
  },

  'governance.listings': (context, asked) => listingsOf(sourcesOf(context.current().snapshot), asked),

  'governance.ask': (context, { domainId, listingId }) => {
    const target = askTarget(sourcesOf(context.current().snapshot), domainId, listingId);
    if (target) return target;
    throw gone('listing');
  },
} satisfies Partial<HostHandlers>;
