import { useHeddle } from '../../store/StoreProvider';
import { SuggestField } from '../../ui/SuggestField';
import { namesMade } from './pending';
import { placesMade } from './pending-target';
import { useBasketEdits } from './use-basket-edits';
import type { WrittenName } from './use-written-name';

interface TargetFieldsProps {
  who: { name: WrittenName; label: string; placeholder: string };
  on: { name: WrittenName; placeholder: string; what: 'place' | 'resource' };
}

/** Whom, and on what: the head of every dialog that gives or takes something. */
export function TargetFields({ who, on }: TargetFieldsProps) {
  const suggest = useHeddle((s) => s.suggest);
  const basket = useBasketEdits();
  const places = async (text: string) => [
    ...(on.what === 'place' ? placesMade(namesMade(basket), text) : []),
    ...(await suggest(on.what, text)),
  ];
  return (
    <div className="change-fields">
      <SuggestField
        {...who.name.field}
        label={who.label}
        placeholder={who.placeholder}
        suggest={(text) => suggest('grantee', text)}
      />
      <SuggestField {...on.name.field} label="On" placeholder={on.placeholder} suggest={places} />
    </div>
  );
}
