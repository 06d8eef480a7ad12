import type { AppState } from '../../contract/calls';

/** The one mutable value of the use cases; every change is announced. */
export interface AppStateHolder {
  get(): AppState;
  change(part: Partial<AppState>): AppState;
}

export function holdAppState(initial: AppState, announce: (state: AppState) => void): AppStateHolder {
  let state = initial;
  return {
    get: () => state,
    change(part) {
      state = { ...state, ...part };
      announce(state);
      return state;
    },
  };
}
