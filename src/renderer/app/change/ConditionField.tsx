import { kindOf } from '../../../core/model/mesh/principals';
import { TextArea } from '../../ui/TextArea';

const EXAMPLE = 'context.iam.principalTags.hasTag("department") && context.iam.principalTags.getTag("department") == "sales"'; // prettier-ignore

/** A condition limits a grant or an opt-in of everybody in an account, and nothing else (G11, G12). */
export const takesCondition = (principal: string): boolean => kindOf(principal.trim()) === 'all-iam';

interface ConditionFieldProps {
  principal: string;
  account: string;
  /** `grant`, `opt-in`. */
  what: string;
  value: string;
  onChange: (value: string) => void;
}

/** The Cedar condition where the principal takes one, else how to come to one. */
export function ConditionField({ principal, account, what, value, onChange }: ConditionFieldProps) {
  return takesCondition(principal) ? (
    <TextArea
      label="Only where this condition holds (Cedar; empty = for everybody in the account)"
      value={value}
      placeholder={EXAMPLE}
      onChange={onChange}
    />
  ) : (
    <p className="change-none">
      A condition can be set on {what} of everybody of an account: write <code>{account}:IAMPrincipals</code> as whom it
      is for.
    </p>
  );
}
