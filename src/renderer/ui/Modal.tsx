import CloudscapeModal from '@cloudscape-design/components/modal';
import type { ReactNode } from 'react';

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
      {children}
    </CloudscapeModal>
  );
}
