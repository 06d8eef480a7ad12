import type { AccessAnswer } from '../../store/access-slice';
import { AccessLines } from './AccessLines';
import { CompareLines } from './CompareLines';
import { Derivation } from './Derivation';
import { MatrixAnswer } from './MatrixAnswer';

/** The answer of whichever question was asked. */
export function AnswerView({ answer }: { answer: AccessAnswer }) {
  switch (answer.ask) {
    case 'who':
    case 'what':
      return <AccessLines key={JSON.stringify(answer.view.question)} view={answer.view} />;
    case 'why':
      return <Derivation view={answer.view} isAnswer />;
    case 'compare':
      return <CompareLines key={JSON.stringify(answer.view.question)} view={answer.view} />;
    case 'matrix':
      return <MatrixAnswer view={answer.view} />;
  }
}
