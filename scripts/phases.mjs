import { performance } from 'node:perf_hooks';

/** Prints the seconds since the end of the phase before: `build     1.4 s`. */
export function createStopwatch(print) {
  let from = performance.now();
  return {
    end(name) {
      const now = performance.now();
      print(`${name.padEnd(8)} ${((now - from) / 1000).toFixed(1).padStart(5)} s`);
      from = now;
    },
  };
}
