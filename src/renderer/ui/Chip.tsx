import type { ReactNode } from 'react';

type Tone = 'plain' | 'granted' | 'requested' | 'failed' | 'dormant';

/** A short word in a frame; the tone only repeats what the word says. */
export function Chip({ children, tone = 'plain', title }: { children: ReactNode; tone?: Tone; title?: string }) {
  return (
    <span
      className={tone === 'plain' ? 'chip' : `chip is-${tone}`}
      title={title ?? (typeof children === 'string' ? children : undefined)}
    >
      {children}
    </span>
  );
}

/** The tone of a state word such as `dormant: the principal no longer exists`. */
export function toneOf(state: string): Tone {
  const found = /failed|requested|dormant|revoked|granted|approved/i.exec(state)?.[0].toLowerCase();
  if (found === 'failed' || found === 'requested' || found === 'dormant') return found;
  if (found === 'revoked') return 'dormant';
  return found ? 'granted' : 'plain';
}
