import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
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
  /** What happens to a text that is none of the suggestions: `Use`, `Ask about`. */
  verb?: string;
  suggest: (text: string) => Promise<SuggestOption[]>;
  onChange: (value: string) => void;
  /** Enter, or one of the suggestions chosen. */
  onDone: (value: string) => void;
  /**
   * Leaving it with the very name of one suggestion is as good as choosing that one: names are for people, requests need
   * the identifier behind.
   */
  takesNames?: boolean;
  /** True while the field has the focus: what is in it may be half a word yet. */
  onWriting?: (isWriting: boolean) => void;
}

/** A choice so shortly before is the work of the same key. */
const SAME_KEY_MS = 60;
/** As much of what was pasted as the list shows. */
const SHOWN = 80;

/** A text with suggestions from the host, which ranks them; anything else may be written too. */
export function SuggestField({
  label,
  value,
  placeholder,
  isInline,
  verb = 'Use',
  takesNames = false,
  suggest,
  onChange,
  onDone,
  onWriting,
}: SuggestFieldProps) {
  const [options, setOptions] = useState<SuggestOption[]>([]);
  const [isLoading, setLoading] = useState(false);
  const turn = useRef(0);
  const chosenAt = useRef(-Infinity);
  const written = useRef(value);
  written.current = value;
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
  const settle = async (text: string): Promise<string> => {
    const name = text.trim().toLowerCase();
    const named =
      takesNames && name ? (await suggest(text)).filter((option) => option.label.toLowerCase() === name) : [];
    return named.length === 1 && named[0] ? named[0].value : text;
  };
  const leave = (): void => {
    onWriting?.(false);
    void settle(value).then((found) => {
      if (found !== value && written.current === value) onChange(found);
    });
  };
  // The kit keeps the place of its mark when the list becomes shorter, and from a place that is no more no arrow leads
  // anywhere: what an earlier text brought cannot be marked.
  const keepUnmarked = (event: KeyboardEvent): void => {
    if (!isLoading || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    event.stopPropagation();
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
      enteredTextLabel={(text) => `${verb} “${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}”`}
      options={options.map(({ value: id, label: text, note }) => ({ value: id, label: text, description: note }))}
      onFocus={() => onWriting?.(true)}
      onBlur={leave}
      onLoadItems={({ detail }) => load(detail.filteringText)}
      onChange={({ detail }) => onChange(detail.value)}
      onSelect={({ detail }) => {
        chosenAt.current = performance.now();
        if (detail.selectedOption) onDone(detail.value);
        else void settle(detail.value).then(onDone);
      }}
      onKeyDown={({ detail }) => {
        if (detail.key !== 'Enter') return;
        // The kit tells of the key also where it chose a suggestion, before or after it tells of the choice.
        setTimeout(() => {
          if (performance.now() - chosenAt.current > SAME_KEY_MS && value.trim()) void settle(value).then(onDone);
        });
      }}
    />
  );
  return (
    <div className="suggest-field" role="presentation" onKeyDownCapture={keepUnmarked}>
      {isInline ? (
        <InlineField label={label}>{field}</InlineField>
      ) : (
        <FormField label={label} stretch>
          {field}
        </FormField>
      )}
    </div>
  );
}
