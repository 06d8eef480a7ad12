import type { AppState } from '../../contract/calls';

/** The one mutable value of the use cases. */
export interface AppStateHolder {
  get(): AppState;
  /** Changes it and tells the window. */
  change(part: Partial<AppState>): AppState;
  /** Changes it silently: for what has an event of its own, as progress has. */
  note(part: Partial<AppState>): void;
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
    note: (part) => void (state = { ...state, ...part }),
  };
}
