import type { ReactNode } from 'react';

/** A label and its field in one line; the field names itself to assistive software. */
export function InlineField({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="inline-field">
      <span aria-hidden="true">{label}</span>
      <div>{children}</div>
    </div>
  );
}
