import type { RequestDetails } from '../../../contract/requests';
import { useHeddle } from '../../store/StoreProvider';
import { requestKey } from '../../store/requests-slice';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Icon } from '../../ui/Icon';
import { Loading } from '../../ui/Loading';
import { TextArea } from '../../ui/TextArea';
import { dateWords } from '../../ui/when';
import { AssetChoice } from './AssetChoice';
import { OtherSteps } from './OtherSteps';
import { Outcome } from './Outcome';

/** One request: why, what it covers, what would change, and the two buttons that say what they do. */
export function Decision() {
  const details = useHeddle((s) => s.requestDetails);
  const open = useHeddle((s) => s.openRequest);
  const choose = useHeddle((s) => s.chooseRequest);
  if (details.status === 'failed' && !details.value)
    return (
      <section className="decision" aria-label="Decision">
        <ErrorPanel
          trouble={details.trouble}
          title="The request could not be shown"
          onRetry={() => open !== null && void choose(open)}
        />
      </section>
    );
  if (!details.value)
    return (
      <section className="decision" aria-label="Decision">
        {open === null ? null : <Loading what="Working out what an approval would mean …" />}
      </section>
    );
  return <OpenDecision details={details.value} isStale={details.status === 'loading'} />;
}

function OpenDecision({ details, isStale }: { details: RequestDetails; isStale: boolean }) {
  const { summary, assets, forms, findings, warnings } = details;
  const key = requestKey(summary);
  const watched = useHeddle((s) => s.watched[key]);
  const isPending = summary.status === 'PENDING' && !watched;
  return (
    <section className="decision" aria-label="Decision" aria-busy={isStale}>
      <div className="decision-scroll" tabIndex={0} role="region" aria-label={`Request of ${summary.requester}`}>
        <header className="decision-head">
          <h2>
            {summary.requester} asks for {summary.product}
          </h2>
          <p>
            Published by {summary.publisher} in {summary.domainName}
            {summary.askedBy ? ` · asked by ${summary.askedBy}` : ''} ·{' '}
            {summary.status === 'PENDING' ? 'asked' : 'decided'} {dateWords(summary.at)}
          </p>
          <blockquote>{summary.reason || 'No reason was given.'}</blockquote>
        </header>
        {watched || details.grants.length ? <Outcome watched={watched} grants={details.grants} /> : null}
        {summary.status === 'PENDING' ? null : (
          <p className="decision-past">
            {summary.status === 'ACCEPTED' ? 'Approved' : 'Rejected'}
            {details.decidedBy ? ` by ${details.decidedBy}` : ''}
            {details.comment ? `: “${details.comment}”` : '.'}
          </p>
        )}
        {summary.status === 'PENDING' ? null : <OtherSteps actions={details.actions} />}
        {findings.length ? (
          <ul className="decision-findings" aria-label="Findings">
            {findings.map((finding) => (
              <li key={finding}>
                <Icon name="warning" size={14} /> {finding}
              </li>
            ))}
          </ul>
        ) : null}
        {forms.map(({ name, fields }) => (
          <div key={name} className="decision-form">
            <h3>{name}</h3>
            {fields.length ? (
              <dl className="facts">
                {fields.map((field) => (
                  <div key={field.name} className="facts-row">
                    <dt>{field.name}</dt>
                    <dd>{field.value}</dd>
                  </div>
                ))}
              </dl>
            ) : (
              <p>The form’s content could not be read now.</p>
            )}
          </div>
        ))}
        {assets.map((asset) => (
          <AssetChoice
            key={asset.assetId}
            asset={asset}
            request={key}
            canChoose={isPending && summary.refusal === undefined}
          />
        ))}
        {summary.status === 'PENDING' ? <OtherSteps actions={details.actions} /> : null}
        {warnings.map((warning) => (
          <p key={warning} className="decision-note">
            {warning}
          </p>
        ))}
      </div>
      {isPending ? <DecisionBar details={details} isStale={isStale} /> : null}
    </section>
  );
}

function DecisionBar({ details, isStale }: { details: RequestDetails; isStale: boolean }) {
  const { summary, gain } = details;
  const key = requestKey(summary);
  const comment = useHeddle((s) => s.comments[key] ?? '');
  const setComment = useHeddle((s) => s.setComment);
  const decide = useHeddle((s) => s.decide);
  if (summary.refusal !== undefined)
    return (
      <footer className="decision-bar">
        <p className="decision-refusal">
          <Chip tone="dormant">not yours to decide</Chip> {summary.refusal}
        </p>
      </footer>
    );
  const what = gain > 0 ? `${gain} ${gain === 1 ? 'column' : 'columns'} ` : '';
  const approve = `Approve ${what}for ${summary.requester}`;
  const reject = `Reject ${summary.product} for ${summary.requester}`;
  return (
    <footer className="decision-bar">
      <TextArea
        label="Comment"
        value={comment}
        rows={1}
        placeholder="Goes to the requester; may stay empty"
        onChange={(text) => setComment(key, text)}
      />
      <div className="decision-buttons">
        <Button kind="primary" isDisabled={isStale} onClick={() => void decide('approve', [key], approve)}>
          {approve}
        </Button>
        <Button label={reject} onClick={() => void decide('reject', [key], reject)}>
          Reject
        </Button>
      </div>
    </footer>
  );
}
