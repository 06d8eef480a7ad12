import { useState } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { SuggestField } from '../../ui/SuggestField';

interface PrincipalsFieldProps {
  label: string;
  /** The name of the field for one more. */
  more: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Accounts and people of a directory can be granted something, but administer no lake. */
const ROLE_OR_USER = /^arn:[^:]+:iam::\d{12}:(role|user)\//;

/** Principals one by one, each to be taken out, and a field for one more. */
export function PrincipalsField({ label, more, value, onChange }: PrincipalsFieldProps) {
  const suggest = useHeddle((s) => s.suggest);
  const [text, setText] = useState('');
  const add = (principal: string): void => {
    setText('');
    if (principal.trim() && !value.includes(principal.trim())) onChange([...value, principal.trim()]);
  };
  return (
    <fieldset className="change-held">
      <legend>
        {label} ({value.length})
      </legend>
      {value.map((arn) => (
        <div key={arn} className="lake-principal">
          <span title={arn}>{arn.slice(arn.lastIndexOf('/') + 1)}</span>
          <Button
            kind="icon"
            icon="close"
            label={`Take out ${arn} of: ${label}`}
            onClick={() => onChange(value.filter((one) => one !== arn))}
          />
        </div>
      ))}
      <SuggestField
        label={more}
        value={text}
        placeholder="A role or user"
        takesNames
        suggest={async (typed) => (await suggest('grantee', typed)).filter(({ value: arn }) => ROLE_OR_USER.test(arn))}
        onChange={setText}
        onDone={add}
      />
    </fieldset>
  );
}
