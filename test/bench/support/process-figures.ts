import { readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second, whatever the machine. */
const TICKS_PER_SECOND = 100;

/** Seconds of CPU that another process has used so far; NaN where /proc does not say. */
export function cpuSeconds(pid: number | undefined): number {
  const fields = proc(pid, 'stat')?.split(') ').pop()?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The most memory that another process has ever held, in MB; NaN where /proc does not say. */
export function peakMegabytes(pid: number | undefined): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(proc(pid, 'status') ?? '')?.[1]) / 1024;
}

function proc(pid: number | undefined, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

/** Between two looks at the clock, in ms. */
const TICK_MS = 5;

export interface Stall<T> {
  value: T;
  /** The longest gap between two turns of this process's event loop, in ms, whoever took the time. */
  wall: number;
  /** The longest such gap as far as this process itself used the CPU in it: its own work, all threads together. */
  own: number;
}

/** How long this process ever stood still while `work` ran. */
export async function longestStall<T>(work: () => Promise<T>): Promise<Stall<T>> {
  let [at, used, wall, own] = [performance.now(), cpuMs(), 0, 0];
  const look = (): void => {
    const [now, cpu] = [performance.now(), cpuMs()];
    const gap = now - at - TICK_MS;
    wall = Math.max(wall, gap);
    own = Math.max(own, Math.min(gap, cpu - used));
    [at, used] = [now, cpu];
  };
  const timer = setInterval(look, TICK_MS);
  try {
    const value = await work();
    look();
    return { value, wall, own };
  } finally {
    clearInterval(timer);
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
