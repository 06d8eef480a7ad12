import { useEffect, useState } from 'react';

/** Typing settles before the name is looked up. */
const SETTLE = 300;

/** A name that a person writes: looked up once typing settles, doubted only once the field is left. */
export interface WrittenName {
  /** Without the spaces around it. */
  settled: string;
  isWriting: boolean;
  /** For the field it is written in. */
  field: {
    value: string;
    takesNames: true;
    onChange: (text: string) => void;
    onDone: (text: string) => void;
    onWriting: (isWriting: boolean) => void;
  };
}

export function useWrittenName(first = ''): WrittenName {
  const [value, onChange] = useState(first);
  const [settled, setSettled] = useState(first);
  const [isWriting, onWriting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value.trim()), SETTLE);
    return () => clearTimeout(timer);
  }, [value]);
  return { settled, isWriting, field: { value, takesNames: true, onChange, onDone: onChange, onWriting } };
}
