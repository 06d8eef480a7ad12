import type { Edit } from '../../../core/change/plan-types';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { PreviewOf } from '../change/PreviewOf';

/** What the form's edits would do, and the button that keeps them. */
export function FormEnd({ edits }: { edits: readonly Edit[] }) {
  const add = useHeddle((s) => s.addToBasket);
  const close = useHeddle((s) => s.closeGovernance);
  return (
    <>
      <PreviewOf edits={edits} />
      <AddButton
        isDisabled={edits.length === 0}
        onClick={() => {
          void add(edits);
          close();
        }}
      />
    </>
  );
}

export const AddButton = ({ isDisabled, onClick }: { isDisabled: boolean; onClick: () => void }) => (
  <div className="row is-end-row">
    <Button kind="primary" isDisabled={isDisabled} onClick={onClick}>
      Add to the basket
    </Button>
  </div>
);
