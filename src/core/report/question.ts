/** A question about access as a value: what is asked, saved, linked to and exported. Names are as people write them. */
export type AccessQuestion =
  | { ask: 'who'; resource: string; permission?: string }
  | { ask: 'what'; principal: string; permission?: string }
  | { ask: 'why'; principal: string; resource: string; permission?: string }
  | CompareAsked
  | { ask: 'matrix'; principals?: string; resources?: string };

/** Two principals, two resources, or two snapshots (of one principal, one resource, or everybody; `from` is the older). */
export type CompareAsked = {
  ask: 'compare';
  what: 'principals' | 'resources' | 'snapshots';
  from: string;
  to: string;
  principal?: string;
  resource?: string;
};

/** The question as a person would ask it: the title of a report and the name of a saved question. */
export function questionText(question: AccessQuestion): string {
  switch (question.ask) {
    case 'who':
      return `Who can ${verb(question.permission)} ${question.resource}?`;
    case 'what':
      return `What can ${question.principal} ${question.permission === undefined ? 'reach' : verb(question.permission)}?`;
    case 'why':
      return `Why can, or cannot, ${question.principal} ${verb(question.permission)} ${question.resource}?`;
    case 'matrix':
      return `Who reaches what${question.principals ? ` among ${question.principals}` : ''}${question.resources ? ` in ${question.resources}` : ''}?`;
    case 'compare':
      return question.what === 'snapshots'
        ? `What changed from ${question.from} to ${question.to}${about(question)}?`
        : `How do ${question.from} and ${question.to} differ?`;
  }
}

const verb = (permission: string | undefined): string => permission ?? 'access';

const about = ({ principal, resource }: CompareAsked): string =>
  principal ? ` for ${principal}` : resource ? ` on ${resource}` : '';
