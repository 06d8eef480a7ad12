import type { EventName, Events } from '../../contract/calls';

/** At most this often: more than a person can see, and each event costs a render. */
export const PROGRESS_INTERVAL_MS = 100;

const THROTTLED: ReadonlySet<EventName> = new Set<EventName>(['crawl.progress', 'change.progress']);

export interface Emitter {
  emit: <K extends EventName>(name: K, payload: Events[K]) => void;
  /** Sends what is held back, and stops its timers. */
  flush: () => void;
}

/**
 * Sends events to the window. Progress is held to ten a second; the last one of a burst always arrives, and any other
 * event first lets held progress out, so that order is kept.
 */
export function createEmitter(send: <K extends EventName>(name: K, payload: Events[K]) => void): Emitter {
  const held = new Map<EventName, () => void>();
  const timers = new Map<EventName, NodeJS.Timeout>();

  const release = (name: EventName): void => {
    timers.delete(name);
    const waiting = held.get(name);
    if (!waiting) return;
    held.delete(name);
    waiting();
    timers.set(
      name,
      setTimeout(() => {
        release(name);
      }, PROGRESS_INTERVAL_MS),
    );
  };

  const flush = (): void => {
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
    for (const waiting of held.values()) waiting();
    held.clear();
  };

  return {
    flush,
    emit(name, payload) {
      if (!THROTTLED.has(name)) {
        for (const [waitingName, waiting] of held) {
          held.delete(waitingName);
          waiting();
        }
        send(name, payload);
        return;
      }
      held.set(name, () => {
        send(name, payload);
      });
      if (!timers.has(name)) release(name);
    },
  };
}
