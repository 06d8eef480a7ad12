import { cpus, loadavg } from 'node:os';

/** One measure of a bench document (design: a missed target is `ok: false`, never a changed target). */
export interface Measure {
  name: string;
  value: number;
  unit: string;
  target?: number;
  ok: boolean;
  /** What exactly was measured, where the name does not say it. */
  how?: string;
  baseline?: { name: string; value: number };
  /** The baseline's value by this one's. */
  ratio?: number;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** At most `target` is a pass; without a target the figure is only told. */
export function measure(name: string, value: number, unit: string, target?: number): Measure {
  return {
    name,
    value: rounded(value),
    unit,
    ...(target === undefined ? {} : { target }),
    ok: !(value > (target ?? Infinity)),
  };
}

export const told = (one: Measure, how: string): Measure => ({ ...one, how });

export function against(one: Measure, name: string, value: number): Measure {
  return { ...one, baseline: { name, value: rounded(value) }, ratio: rounded(value / one.value) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Prints the one document, with what the machine was doing meanwhile, as JSON with `--json`, and sets the exit code. */
export function report(bench: string, mesh: Record<string, unknown>, measures: readonly Measure[]): void {
  const machine = { cores: cpus().length, load: loadavg().map(rounded) };
  if (process.argv.includes('--json')) console.log(JSON.stringify({ bench, mesh, machine, measures }));
  else
    for (const { ok, name, value, unit, target, baseline, ratio } of measures)
      console.log(
        `${ok ? 'ok  ' : 'MISS'} ${name}: ${String(value)} ${unit}${target === undefined ? '' : ` (target ${String(target)})`}` +
          (baseline ? `; ${baseline.name} ${String(baseline.value)} ${unit}, ${String(ratio)} times as much` : ''),
      );
  process.exitCode = measures.every(({ ok }) => ok) ? 0 : 1;
}
