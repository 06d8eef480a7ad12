import { useState } from 'react';
import type { CodeFormat } from '../../../core/as-code/code-types';
import type { CodeShown } from '../../store/code-slice';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Loading } from '../../ui/Loading';
import { Modal } from '../../ui/Modal';
import { Segmented } from '../../ui/Segmented';
import './code.css';

const FORMATS: readonly { id: CodeFormat; text: string }[] = [
  { id: 'aws-cli', text: 'AWS CLI' },
  { id: 'cloudformation', text: 'CloudFormation' },
  { id: 'terraform', text: 'Terraform' },
];

/** A plan or a present state as code: what the form cannot say first, then the text as it will be saved. */
export function CodeDialog() {
  const code = useHeddle((s) => s.code);
  return code ? <OpenDialog code={code} /> : null;
}

function OpenDialog({ code: { subject, format, view } }: { code: CodeShown }) {
  const show = useHeddle((s) => s.showCode);
  const save = useHeddle((s) => s.saveCode);
  const close = useHeddle((s) => s.closeCode);
  const [said, setSaid] = useState('');
  const keep = async (): Promise<void> => {
    const saved = await save();
    if (!saved) return;
    setSaid(saved.ok ? (saved.value ? `Saved to ${saved.value.paths.join(', ')}` : '') : saved.error.message);
  };
  return (
    <Modal
      title={view.value ? `${view.value.title} as code` : 'As code'}
      isOpen
      size="large"
      onClose={close}
      footer={
        <div className="row is-end-row">
          <span role="status" className="code-said" title={said}>
            {said}
          </span>
          <Button onClick={close}>Close</Button>
          <Button kind="primary" isDisabled={view.status !== 'ready'} onClick={() => void keep()}>
            Save…
          </Button>
        </div>
      }
    >
      <div className="stack is-tight">
        <Segmented
          label="Form"
          value={format}
          options={FORMATS}
          onChange={(chosen) => {
            setSaid('');
            void show(subject, chosen);
          }}
        />
        {view.status === 'failed' ? (
          <ErrorPanel
            trouble={view.trouble}
            title="This could not be written"
            onRetry={() => void show(subject, format)}
          />
        ) : null}
        {view.status === 'loading' ? <Loading what="Writing it as code …" /> : null}
        {view.status === 'ready' ? <Written view={view.value} /> : null}
      </div>
    </Modal>
  );
}

const UNITS: Record<CodeFormat, [string, string]> = {
  'aws-cli': ['command', 'commands'],
  cloudformation: ['resource', 'resources'],
  terraform: ['resource', 'resources'],
};

function Written({ view }: { view: NonNullable<CodeShown['view']['value']> }) {
  const { written, left, files, cut, format } = view;
  const several = files.length > 1 ? `, in ${String(files.length)} templates, one per account and region` : '';
  return (
    <>
      <p>
        {written} {UNITS[format][written === 1 ? 0 : 1]}
        {several}.
      </p>
      {left.length > 0 ? (
        <section className="code-left" aria-label="Not in it">
          <h3>Not in it ({left.length})</h3>
          <ul>
            {left.map(({ what, why }, at) => (
              <li key={`${String(at)} ${what}`}>
                {what} <small>{why}</small>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {files.map(({ place, text }) => (
        <section key={place ?? ''} aria-label={place ?? 'Code'}>
          {files.length > 1 ? <h3>{place}</h3> : null}
          <pre className="code-text" tabIndex={0}>
            {text}
          </pre>
        </section>
      ))}
      {cut > 0 ? <p>{cut.toLocaleString('en-GB')} more signs are not shown; the saved file holds them.</p> : null}
    </>
  );
}
