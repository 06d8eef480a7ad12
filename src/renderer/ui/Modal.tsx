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

/** A form starts in its first field that is empty yet; the kit would start on the cross, and does so once ours has run. */
function FirstField({ children }: { children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      const fields = content.current?.querySelectorAll<HTMLInputElement>(
        'input[type=text], input:not([type]), textarea',
      );
      [...(fields ?? [])].find(({ value, disabled }) => value === '' && !disabled)?.focus();
    });
    return () => {
      clearTimeout(timer);
      focusPage();
    };
  }, []);
  return (
    <div ref={content} className="modal-content">
      {children}
    </div>
  );
}
