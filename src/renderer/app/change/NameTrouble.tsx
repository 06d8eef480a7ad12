import type { Async } from '../../store/async';
import type { WrittenName } from './use-written-name';

interface NameTroubleProps {
  of: Async<unknown>;
  name: WrittenName;
}

/** Why a name was not found, and what to write instead; half a word is no mistake yet. */
export function NameTrouble({ of, name }: NameTroubleProps) {
  if (of.status !== 'failed' || name.isWriting) return null;
  const { message, wayOut } = of.trouble;
  return (
    <p className="change-trouble" role="alert">
      {message} {wayOut}
    </p>
  );
}
