import { useEffect, useState } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { SuggestField } from '../../ui/SuggestField';
import { namesMade } from './pending';
import { placesMade } from './pending-target';
import { useBasketEdits } from './use-basket-edits';

/** Typing settles before the resource is looked up. */
const SETTLE = 300;

/** What was written of whom and on what, with what has settled of it. */
export interface WrittenTarget {
  principal: string;
  resource: string;
  setPrincipal: (text: string) => void;
  setResource: (text: string) => void;
  settled: { principal: string; resource: string };
}

export function useWrittenTarget(first: { principal?: string; resource?: string } = {}): WrittenTarget {
  const [principal, setPrincipal] = useState(first.principal ?? '');
  const [resource, setResource] = useState(first.resource ?? '');
  const [settled, setSettled] = useState({ principal, resource });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ principal: principal.trim(), resource: resource.trim() }), SETTLE);
    return () => clearTimeout(timer);
  }, [principal, resource]);
  return { principal, resource, setPrincipal, setResource, settled };
}

interface TargetFieldsProps {
  target: WrittenTarget;
  who: { label: string; placeholder: string };
  on: { placeholder: string; what: 'place' | 'resource' };
}

/** Whom, and on what: the head of every dialog that gives or takes something. */
export function TargetFields({ target, who, on }: TargetFieldsProps) {
  const suggest = useHeddle((s) => s.suggest);
  const basket = useBasketEdits();
  const places = async (text: string) => [
    ...(on.what === 'place' ? placesMade(namesMade(basket), text) : []),
    ...(await suggest(on.what, text)),
  ];
  return (
    <div className="change-fields">
      <SuggestField
        label={who.label}
        value={target.principal}
        placeholder={who.placeholder}
        suggest={(text) => suggest('principal', text)}
        onChange={target.setPrincipal}
        onDone={target.setPrincipal}
      />
      <SuggestField
        label="On"
        value={target.resource}
        placeholder={on.placeholder}
        suggest={places}
        onChange={target.setResource}
        onDone={target.setResource}
      />
    </div>
  );
}
