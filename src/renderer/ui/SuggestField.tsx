import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import { useEffect, useRef, useState } from 'react';
import { InlineField } from './InlineField';

export interface SuggestOption {
  value: string;
  label: string;
  note: string;
}

interface SuggestFieldProps {
  label: string;
  value: string;
  placeholder?: string;
  /** The label stands before the field, in one line with it. */
  isInline?: boolean;
  suggest: (text: string) => Promise<SuggestOption[]>;
  onChange: (value: string) => void;
  /** Enter, or one of the suggestions chosen. */
  onDone: (value: string) => void;
}

/** A choice so shortly before is the work of the same key. */
const SAME_KEY_MS = 60;

/** A text with suggestions from the host, which ranks them; anything else may be written too. */
export function SuggestField({ label, value, placeholder, isInline, suggest, onChange, onDone }: SuggestFieldProps) {
  const [options, setOptions] = useState<SuggestOption[]>([]);
  const [isLoading, setLoading] = useState(false);
  const turn = useRef(0);
  const chosenAt = useRef(-Infinity);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const load = (text: string): void => {
    clearTimeout(timer.current);
    const mine = ++turn.current;
    setLoading(true);
    timer.current = setTimeout(() => {
      void suggest(text).then((found) => {
        if (turn.current !== mine) return;
        setOptions(found);
        setLoading(false);
      });
    }, 90);
  };
  const field = (
    <Autosuggest
      ariaLabel={label}
      clearAriaLabel={`Clear ${label}`}
      value={value}
      placeholder={placeholder}
      filteringType="manual"
      statusType={isLoading ? 'loading' : 'finished'}
      loadingText="Looking …"
      empty="Nothing is called that"
      enteredTextLabel={(text) => `Ask about “${text}”`}
      options={options.map(({ value: id, label: text, note }) => ({ value: id, label: text, description: note }))}
      onLoadItems={({ detail }) => load(detail.filteringText)}
      onChange={({ detail }) => onChange(detail.value)}
      onSelect={({ detail }) => {
        chosenAt.current = performance.now();
        onDone(detail.value);
      }}
      onKeyDown={({ detail }) => {
        if (detail.key !== 'Enter') return;
        // The kit tells of the key also where it chose a suggestion, before or after it tells of the choice.
        setTimeout(() => {
          if (performance.now() - chosenAt.current > SAME_KEY_MS && value.trim()) onDone(value);
        });
      }}
    />
  );
  return isInline ? (
    <InlineField label={label}>{field}</InlineField>
  ) : (
    <FormField label={label} stretch>
      {field}
    </FormField>
  );
}
