import { readEvent, type ReadEvent } from './openlineage';

/** An event as it stands in a file; it is interpreted only where somebody asks: a file holds hundreds of thousands. */
export class FileEvent {
  constructor(
    /** Line of the file, or place in its array, from 1. */
    readonly line: number,
    /** Absent where it is no JSON. */
    readonly raw: unknown,
    private readonly error?: string,
  ) {}

  get event(): ReadEvent {
    return this.error === undefined ? readEvent(this.raw) : { ok: false, error: this.error };
  }
}

/**
 * A file of events: one JSON array, one object, one event a line (NDJSON), or objects one after another. What is broken
 * is an error of its own and does not hide the rest: of an array that was cut short, every whole event is read.
 */
export function* readEventFile(text: string): Generator<FileEvent> {
  const whole = parse(text);
  if (whole.ok) {
    const list = Array.isArray(whole.value) ? (whole.value as unknown[]) : [whole.value];
    for (const [index, raw] of list.entries()) yield new FileEvent(index + 1, raw);
    return;
  }
  if (/^\s*\[/.test(text) || !looksLikeLines(text)) {
    yield* objectsOf(text);
    return;
  }
  let line = 0;
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start <= text.length) {
    const end = text.indexOf('\n', start);
    const piece = (end < 0 ? text.slice(start) : text.slice(start, end)).trim();
    line++;
    if (piece) {
      const one = parse(piece);
      yield one.ok ? new FileEvent(line, one.value) : new FileEvent(line, undefined, 'not JSON');
    }
    if (end < 0) return;
    start = end + 1;
  }
}

/** The first line, or the second, is an object by itself; a pretty-printed object opens on a line that is none. */
function looksLikeLines(text: string): boolean {
  let start = 0;
  for (let tries = 0; tries < 5 && start <= text.length; tries++) {
    const end = text.indexOf('\n', start);
    const piece = (end < 0 ? text.slice(start) : text.slice(start, end)).trim();
    if (piece.length > 1 && piece.startsWith('{')) return true;
    if (piece === '{') return false;
    if (end < 0) break;
    start = end + 1;
  }
  return true;
}

/** Every balanced object at the top, or inside the outermost array; text in quotes does not count. One pass. */
function* objectsOf(text: string): Generator<FileEvent> {
  let depth = 0;
  let start = -1;
  let count = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (quoted) {
      if (sign === 92) i++;
      else if (sign === 34) quoted = false;
    } else if (sign === 34) quoted = true;
    else if (sign === 123 && depth++ === 0) start = i;
    else if (sign === 125 && depth > 0 && --depth === 0) {
      const one = parse(text.slice(start, i + 1));
      count++;
      yield one.ok ? new FileEvent(count, one.value) : new FileEvent(count, undefined, 'not JSON');
    }
  }
  if (depth > 0) yield new FileEvent(count + 1, undefined, 'the file ends in the middle of an event');
  else if (count === 0) yield new FileEvent(1, undefined, 'not JSON');
}

function parse(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) };
  } catch {
    return { ok: false };
  }
}
