import { useEffect, useState } from 'react';
import type { PlanView } from '../../../contract/change';
import type { AskView, FormField, FormToFill } from '../../../contract/governance';
import type { Edit } from '../../../core/change/plan-types';
import { IDLE, loadingAgain, settled, type Async } from '../../store/async';
import { useHeddle } from '../../store/StoreProvider';
import { Loading } from '../../ui/Loading';
import { PlanDifference } from '../../ui/PlanDifference';
import { SelectField } from '../../ui/SelectField';
import { TextArea } from '../../ui/TextArea';
import { TextField } from '../../ui/TextField';
import { Tick } from '../../ui/Tick';
import { AddButton } from './FormEnd';

const SETTLE = 300;

/** A subscription request: for which project, why, the forms that the rules demand, and what approval would give. */
export function AskForm({ domainId, listingId }: { domainId: string; listingId: string }) {
  const askFor = useHeddle((s) => s.askFor);
  const [view, setView] = useState<Async<AskView>>({ status: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    void askFor(domainId, listingId).then((result) => {
      if (isCurrent) setView(settled(result, IDLE));
    });
    return () => {
      isCurrent = false;
    };
  }, [askFor, domainId, listingId]);
  if (view.status === 'failed') return <p className="change-trouble">{view.trouble.message}</p>;
  return view.value ? <Fields view={view.value} /> : <Loading what="Looking what asking takes …" />;
}

function Fields({ view }: { view: AskView }) {
  const add = useHeddle((s) => s.addToBasket);
  const close = useHeddle((s) => s.closeGovernance);
  const [projectId, setProject] = useState('');
  const [reason, setReason] = useState('');
  const [values, setValues] = useState<Readonly<Record<string, Record<string, string>>>>({});
  const project = view.projects.find(({ id }) => id === projectId);
  const missing = view.forms.flatMap((form) =>
    form.fields.filter(({ name, isRequired }) => isRequired && !values[form.typeIdentifier]?.[name]?.trim()),
  );
  const edit = project && reason.trim() ? requestEdit(view, project, reason.trim(), values) : null;
  return (
    <>
      <p className="change-none">
        {view.product}, published by {view.publisher}.
      </p>
      <SelectField
        label="For which project"
        value={projectId}
        options={view.projects.map(({ id, name, refusal }) => ({
          value: id,
          label: name,
          ...(refusal ? { description: refusal, disabled: true } : {}),
        }))}
        onChange={setProject}
      />
      <TextArea
        label="Reason"
        value={reason}
        placeholder="What it is for; the publisher reads this"
        onChange={setReason}
      />
      {view.forms.map((form) => (
        <FormFields
          key={form.typeIdentifier}
          form={form}
          values={values[form.typeIdentifier] ?? {}}
          onChange={(held) => setValues({ ...values, [form.typeIdentifier]: held })}
        />
      ))}
      {view.unread.map((rule) => (
        <p key={rule} className="change-none">
          What the rule {rule} demands could not be read: DataZone may refuse the request.
        </p>
      ))}
      {edit && project ? <Approval edit={edit} view={view} projectId={project.id} /> : null}
      {missing.length ? (
        <p className="change-none">Still to fill in: {missing.map(({ label }) => label).join(', ')}.</p>
      ) : null}
      <AddButton
        isDisabled={!edit || missing.length > 0}
        onClick={() => {
          if (edit) void add([edit]);
          close();
        }}
      />
    </>
  );
}

interface FormFieldsProps {
  form: FormToFill;
  values: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
}

function FormFields({ form, values, onChange }: FormFieldsProps) {
  const put = (name: string, value: string): void => onChange({ ...values, [name]: value });
  return (
    <fieldset className="change-held">
      <legend>
        {form.typeIdentifier}, demanded by “{form.rule}”
      </legend>
      {form.trouble ? (
        <>
          <p className="change-none">{form.trouble}</p>
          <TextArea label="Content as JSON" value={values[''] ?? ''} onChange={(value) => put('', value)} />
        </>
      ) : null}
      {form.fields.map((field) =>
        field.type === 'yes-no' ? (
          <Tick
            key={field.name}
            label={field.label}
            isOn={values[field.name] === 'true'}
            onChange={(isOn) => put(field.name, String(isOn))}
          />
        ) : (
          <TextField
            key={field.name}
            label={field.isRequired ? field.label : `${field.label} (may stay empty)`}
            value={values[field.name] ?? ''}
            placeholder={{ text: '', number: 'A number', json: 'JSON' }[field.type]}
            onChange={(value) => put(field.name, value)}
          />
        ),
      )}
    </fieldset>
  );
}

/** What the publisher's approval of this request would give, beside what the request itself does: nothing. */
function Approval({ edit, view, projectId }: { edit: Edit; view: AskView; projectId: string }) {
  const preview = useHeddle((s) => s.previewEdits);
  const [plan, setPlan] = useState<Async<PlanView>>(IDLE);
  const key = JSON.stringify(edit);
  useEffect(() => {
    const asked = JSON.parse(key) as Edit;
    let isCurrent = true;
    setPlan(loadingAgain);
    const timer = setTimeout(() => {
      void preview([asked, approvalOf(asked, view, projectId)]).then((result) => {
        if (isCurrent) setPlan((before) => settled(result, before));
      });
    }, SETTLE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key, preview, view, projectId]);
  const refused = plan.value?.plan.refused.filter(({ edit: at }) => at === 0) ?? [];
  return (
    <section className="change-preview" aria-label="What approval would give" aria-busy={plan.status === 'loading'}>
      <h3>What approval would give</h3>
      {plan.status === 'failed' ? <p className="change-trouble">{plan.trouble.message}</p> : null}
      {refused.map(({ message }) => (
        <p key={message} className="change-trouble">
          DataZone would refuse the request: {message}
        </p>
      ))}
      {plan.value ? (
        <>
          <p className="change-none">Asking changes nobody’s access. The publisher may attach filters.</p>
          <PlanDifference view={plan.value} />
        </>
      ) : plan.status === 'failed' ? null : (
        <p className="change-none">Working it out …</p>
      )}
    </section>
  );
}

/** The request that does not exist yet is approved under the id that the prediction gives it. */
const approvalOf = (edit: Edit, { domainId, listingId }: AskView, projectId: string): Edit => ({
  ...edit,
  operation: 'AcceptSubscriptionRequest',
  request: { domainIdentifier: domainId, identifier: `asked-${listingId}-${projectId}` },
});

function requestEdit(
  { domainId, listingId, forms }: AskView,
  { id, account }: AskView['projects'][number],
  requestReason: string,
  values: Readonly<Record<string, Record<string, string>>>,
): Edit {
  return {
    account,
    service: 'datazone',
    operation: 'CreateSubscriptionRequest',
    request: {
      domainIdentifier: domainId,
      subscribedListings: [{ identifier: listingId }],
      subscribedPrincipals: [{ project: { identifier: id } }],
      requestReason,
      ...(forms.length
        ? {
            metadataForms: forms.map((form) => ({
              formName: form.typeIdentifier.split('.').at(-1),
              typeIdentifier: form.typeIdentifier,
              typeRevision: form.typeRevision,
              content: contentOf(form, values[form.typeIdentifier] ?? {}),
            })),
          }
        : {}),
    },
  };
}

function contentOf({ fields, trouble }: FormToFill, values: Readonly<Record<string, string>>): string {
  if (trouble) return values['']?.trim() || '{}';
  const filled = fields.flatMap((field): [string, unknown][] => {
    const text = values[field.name]?.trim() ?? '';
    return text === '' ? [] : [[field.name, valueOf(field, text)]];
  });
  return JSON.stringify(Object.fromEntries(filled));
}

function valueOf({ type }: FormField, text: string): unknown {
  if (type === 'yes-no') return text === 'true';
  if (type === 'text') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
