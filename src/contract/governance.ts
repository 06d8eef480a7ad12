import type { AskTarget, ListingLine, UnitLine, UnitView } from '../core/governance/unit-types';

export type * from '../core/governance/unit-types';

/** One field of a metadata form as its Smithy text declares it. */
export interface FormField {
  name: string;
  label: string;
  type: 'text' | 'number' | 'yes-no' | 'json';
  isRequired: boolean;
}

/** A form to fill in; `trouble` says why its fields are not known: it is then filled in as JSON. */
export interface FormToFill {
  typeIdentifier: string;
  typeRevision: string;
  /** The rule that demands it. */
  rule: string;
  fields: FormField[];
  trouble?: string;
}

export interface AskView extends Omit<AskTarget, 'forms'> {
  forms: FormToFill[];
}

/** A form type that a rule may demand. */
export interface FormType {
  typeIdentifier: string;
  typeRevision: string;
}

/** What the window may ask of domain units and of asking for data; see `Calls`. */
export interface GovernanceCalls {
  'governance.units': { in: null; out: UnitLine[] };
  'governance.unit': { in: { domainId: string; unitId: string }; out: UnitView };
  /** Form types of a domain, read from AWS now. */
  'governance.formTypes': { in: { domainId: string }; out: FormType[] };
  /** Published listings whose name, publisher or table holds the text; or those that a node of the graph stands for. */
  'governance.listings': { in: { text: string } | { node: string }; out: ListingLine[] };
  /** What asking for a listing takes; the forms that rules demand are read from AWS now. */
  'governance.ask': { in: { domainId: string; listingId: string }; out: AskView };
}
