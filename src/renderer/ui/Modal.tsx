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

/** Escape and the cross close it; focus stays inside and returns. */
export function Modal({ title, isOpen, onClose, footer, size = 'medium', children }: ModalProps) {
  return (
    <CloudscapeModal
      visible={isOpen}
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
