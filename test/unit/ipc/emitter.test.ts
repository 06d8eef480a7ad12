import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CrawlProgress } from '../../../src/contract/calls';
import { createEmitter, PROGRESS_INTERVAL_MS } from '../../../src/main/ipc/emitter';

const progress = (done: number): CrawlProgress => ({
  done,
  known: 1000,
  records: 0,
  wave: 1,
  doing: 'tables',
  startedAt: '2026-01-01T00:00:00Z',
});

describe('events to the window', () => {
  let sent: string[];
  const emitter = () =>
    createEmitter((name, payload) => {
      sent.push(name === 'crawl.progress' ? `progress ${String((payload as CrawlProgress).done)}` : name);
    });

  beforeEach(() => {
    sent = [];
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tell progress at most ten times a second, the first at once and the last for sure', () => {
    const { emit } = emitter();
    for (let step = 1; step <= 1000; step++) {
      emit('crawl.progress', progress(step));
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(PROGRESS_INTERVAL_MS);
    expect(sent[0]).toBe('progress 1');
    expect(sent.at(-1)).toBe('progress 1000');
    expect(sent.length).toBeLessThanOrEqual(12);
    expect(sent.length).toBeGreaterThan(8);
  });

  it('keep their order: progress that is held goes before what follows it', () => {
    const { emit } = emitter();
    emit('crawl.progress', progress(1));
    emit('crawl.progress', progress(2));
    emit('crawl.wave', { snapshot: null });
    vi.advanceTimersByTime(1000);
    expect(sent).toEqual(['progress 1', 'progress 2', 'crawl.wave']);
  });

  it('other than progress are all sent at once', () => {
    const { emit } = emitter();
    for (let step = 0; step < 50; step++) emit('navigate', { to: '/mesh' });
    expect(sent).toHaveLength(50);
  });

  it('leave no timer behind when flushed', () => {
    const { emit, flush } = emitter();
    emit('crawl.progress', progress(1));
    emit('crawl.progress', progress(2));
    flush();
    expect(sent).toEqual(['progress 1', 'progress 2']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
