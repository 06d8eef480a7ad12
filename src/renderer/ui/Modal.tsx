import CloudscapeModal from '@cloudscape-design/components/modal';
import { useEffect, useRef, type ReactNode } from 'react';

interface ModalProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  footer?: ReactNode;
  size?: 'small' | 'medium' | 'large';
  children: ReactNode;
}

/** Escape and the cross close it; focus stays inside and returns. Closed, it is not there at all: the kit would hide it only. */
export function Modal({ title, isOpen, onClose, footer, size = 'medium', children }: ModalProps) {
  if (!isOpen) return null;
  return (
    <CloudscapeModal
      visible
      header={title}
      closeAriaLabel={`Close ${title}`}
      onDismiss={onClose}
      footer={footer}
      size={size}
    >
      <FirstField>{children}</FirstField>
    </CloudscapeModal>
  );
}

/** What had the focus before may be gone with what was done: the page takes it then, so that the keyboard goes on there. */
const focusPage = (): void => {
  setTimeout(() => {
    if (document.activeElement === document.body) document.getElementById('page')?.focus();
  }, 50);
};

function focusFirst(content: HTMLElement | null): void {
  const fields = content?.querySelectorAll<HTMLInputElement>(
    'input[type=text], input[type=search], input:not([type]), textarea',
  );
  const empty = [...(fields ?? [])].find(({ value, disabled }) => value === '' && !disabled);
  const choice = content?.querySelector<HTMLElement>('button[aria-haspopup=listbox]:not(:disabled)');
  (empty ?? choice)?.focus();
}

/**
 * A form starts in its first field that is empty yet, or its first choice; the kit would start on the cross, and does so
 * once ours has run. Where what had the focus is gone with a step of the form, the next step starts so too: Escape is
 * heard only inside.
 */
function FirstField({ children }: { children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => focusFirst(content.current));
    let held: Element | null = null;
    // Between two steps there may be nothing but a note that the next is on its way.
    let isBetween = false;
    const onFocus = ({ target }: FocusEvent): void => {
      held = target as Element;
      if (target !== content.current) isBetween = false;
    };
    const steps = new MutationObserver(() => {
      if (held && !held.isConnected && document.activeElement === document.body) {
        isBetween = true;
        content.current?.focus();
      }
      if (isBetween) focusFirst(content.current);
    });
    const inside = content.current;
    inside?.addEventListener('focusin', onFocus);
    if (inside) steps.observe(inside, { childList: true, subtree: true });
    return () => {
      clearTimeout(timer);
      inside?.removeEventListener('focusin', onFocus);
      steps.disconnect();
      focusPage();
    };
  }, []);
  return (
    <div ref={content} className="modal-content" tabIndex={-1}>
      {children}
    </div>
  );
}
