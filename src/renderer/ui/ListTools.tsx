import type { ReactNode } from 'react';
import { TextFilter } from './TextFilter';

interface ListToolsProps {
  /** What the field finds: `Find a location`. */
  find: string;
  text: string;
  onText: (text: string) => void;
  /** How many there are, in words; empty until it is known. */
  count: string;
  /** At the right: what makes one more. */
  children: ReactNode;
}

/** Over a list: a filter, how much there is, and the button that makes one more. */
export function ListTools({ find, text, onText, count, children }: ListToolsProps) {
  return (
    <>
      <span className="is-filter">
        <TextFilter label={find} value={text} onChange={onText} />
      </span>
      <span className="is-count" role="status">
        {count}
      </span>
      <span className="is-right">{children}</span>
    </>
  );
}
