import type { ReactNode } from 'react';
import type { Edit } from '../../../core/change/plan-types';
import { Modal } from '../../ui/Modal';
import { DraftEdits } from './DraftEdits';
import './change.css';

interface EditDialogProps {
  title: string;
  edits: readonly Edit[];
  isBlocked?: boolean;
  isReplaced?: (edit: Edit) => boolean;
  onClose: () => void;
  children?: ReactNode;
}

/** A form over the page whose edits show what they would do and go to the basket. */
export function EditDialog({ title, edits, isBlocked, isReplaced, onClose, children }: EditDialogProps) {
  return (
    <Modal title={title} isOpen size="large" onClose={onClose}>
      <div className="stack is-tight change-dialog">
        {children}
        <DraftEdits edits={edits} isBlocked={isBlocked} isReplaced={isReplaced} onDone={onClose} />
      </div>
    </Modal>
  );
}
