import CloudscapePopover from '@cloudscape-design/components/popover';
import type { ReactNode } from 'react';

interface PopoverProps {
  title: string;
  content: ReactNode;
  children: ReactNode;
}

/** Wraps its own button; Escape closes. */
export function Popover({ title, content, children }: PopoverProps) {
  return (
    <CloudscapePopover
      header={title}
      content={content}
      triggerType="custom"
      size="large"
      position="bottom"
      dismissAriaLabel={`Close ${title}`}
    >
      {children}
    </CloudscapePopover>
  );
}
