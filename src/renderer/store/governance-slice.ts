import type { AskView, FormType, ListingLine, UnitLine, UnitView } from '../../contract/governance';
import type { Result } from '../../core/model/result';
import { IDLE, loadingAgain, settled, type Async } from './async';
import type { SliceOf } from './create-store';

/** What the dialog of the Domains page starts from; `ask` asks for a listing from anywhere. */
export type GovernanceDraft =
  /** On the unit itself, or on one of the entities that its domain governs besides. */
  | { kind: 'policy'; unit: UnitView; on: 'unit' | 'entities' }
  | { kind: 'owner'; unit: UnitView }
  | { kind: 'rule'; unit: UnitView; identifier?: string }
  | { kind: 'member'; unit: UnitView; projectId: string }
  | { kind: 'ask'; domainId: string; listingId: string }
  /** What to ask for is chosen in the dialog; `node` narrows it to what a node of the graph stands for. */
  | { kind: 'find'; node?: string };

export interface GovernanceSlice {
  units: Async<UnitLine[]>;
  /** `domain/unit` */
  openUnit: string | null;
  unit: Async<UnitView>;
  governanceDraft: GovernanceDraft | null;
  loadUnits: () => Promise<void>;
  chooseUnit: (key: string) => Promise<void>;
  openGovernance: (draft: GovernanceDraft) => void;
  closeGovernance: () => void;
  formTypes: (domainId: string) => Promise<Result<FormType[]>>;
  listings: (asked: { text: string } | { node: string }) => Promise<Result<ListingLine[]>>;
  askFor: (domainId: string, listingId: string) => Promise<Result<AskView>>;
}

export const unitKey = ({ domainId, id }: { domainId: string; id: string }): string => `${domainId}/${id}`;

export const createGovernanceSlice: SliceOf<GovernanceSlice> = (bridge, set, get) => {
  const load = async (key: string): Promise<void> => {
    const slash = key.indexOf('/');
    const asked = { domainId: key.slice(0, slash), unitId: key.slice(slash + 1) };
    const result = await bridge.call('governance.unit', asked);
    if (get().openUnit === key) set({ unit: settled(result, get().unit) });
  };
  return {
    units: IDLE,
    openUnit: null,
    unit: IDLE,
    governanceDraft: null,
    loadUnits: async () => {
      set({ units: loadingAgain(get().units) });
      const result = await bridge.call('governance.units', null);
      set({ units: settled(result, get().units) });
      if (!result.ok) return;
      const open = result.value.find((line) => unitKey(line) === get().openUnit) ?? result.value[0];
      if (open) await get().chooseUnit(unitKey(open));
    },
    chooseUnit: async (key) => {
      set({ openUnit: key, unit: get().openUnit === key ? loadingAgain(get().unit) : { status: 'loading' } });
      await load(key);
    },
    openGovernance: (draft) => set({ governanceDraft: draft }),
    closeGovernance: () => set({ governanceDraft: null }),
    formTypes: (domainId) => bridge.call('governance.formTypes', { domainId }),
    listings: (asked) => bridge.call('governance.listings', asked),
    askFor: (domainId, listingId) => bridge.call('governance.ask', { domainId, listingId }),
  };
};
