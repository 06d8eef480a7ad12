import type { Edit } from '../../../core/change/plan-types';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { PreviewOf } from './PreviewOf';

interface DraftEditsProps {
  edits: readonly Edit[];
  /** Something is known to be wrong with them. */
  isBlocked?: boolean;
  /** Takes the place of earlier edits in the basket that this one holds. */
  isReplaced?: (edit: Edit) => boolean;
  onDone: () => void;
}

/** What edits would do, and the button that puts them into the basket: the foot of every dialog that changes something. */
export function DraftEdits({ edits, isBlocked = false, isReplaced, onDone }: DraftEditsProps) {
  const add = useHeddle((s) => s.addToBasket);
  const count = edits.length > 1 ? `${edits.length} changes ` : '';
  return (
    <>
      <PreviewOf edits={isBlocked ? [] : edits} />
      <div className="row is-end-row">
        <Button
          kind="primary"
          isDisabled={isBlocked || edits.length === 0}
          onClick={() => {
            void add(edits, isReplaced);
            onDone();
          }}
        >
          Add {count}to the basket
        </Button>
      </div>
    </>
  );
}
