import type { ReactNode } from 'react';
import type { Async } from '../../store/async';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Loading } from '../../ui/Loading';

/** A list's sentence and body, or what is in the way. */
export function Answer<T extends { sentence: string }>({
  answer,
  what,
  children,
}: {
  answer: Async<T>;
  what: string;
  children: (value: T) => ReactNode;
}) {
  if (answer.status === 'failed') return <ErrorPanel trouble={answer.trouble} title={`${what} is not known`} />;
  if (!answer.value) return <Loading what={`${what} …`} />;
  return (
    <>
      <p>{answer.value.sentence}</p>
      {children(answer.value)}
    </>
  );
}
