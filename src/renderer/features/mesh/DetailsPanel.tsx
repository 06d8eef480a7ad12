import type { NodeDetails } from '../../../contract/calls';
import { questionOfNode } from '../../../core/report/question-of-node';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Chip, toneOf } from '../../ui/Chip';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Loading } from '../../ui/Loading';
import { Panel } from '../../ui/Panel';
import { kindWords } from '../../ui/kinds';
import { dateWords } from '../../ui/when';
import { AccessButton, FindingsHere } from './NodeAccess';
import { AskButton } from './AskButton';
import { grantStart } from './grant-start';
import { NodeChanges } from './NodeChanges';
import { codeSubjectOf, NodeCode } from './NodeCode';
import { NodeLineage } from './NodeLineage';
import { NodeReach } from './NodeReach';

/** The selected node: a sentence, then what it has. Sections that do not apply are absent. */
export function DetailsPanel() {
  const details = useHeddle((s) => s.details);
  const id = useHeddle((s) => s.selected);
  const select = useHeddle((s) => s.select);
  const value = details.value?.id === id ? details.value : undefined;
  const title = value?.label ?? 'Details';
  return (
    <Panel title={title} kind={value && kindWords(value.kind)} onClose={() => void select(null)}>
      {details.status === 'failed' ? (
        <ErrorPanel trouble={details.trouble} title="No details" onRetry={() => id && void select(id)} />
      ) : null}
      {!value && details.status === 'loading' ? <Loading what="Reading the details …" /> : null}
      {value ? <Body details={value} /> : null}
    </Panel>
  );
}

function Body({ details }: { details: NodeDetails }) {
  const focus = useHeddle((s) => s.query.focus);
  const reach = useHeddle((s) => s.query.reach);
  const setFocus = useHeddle((s) => s.setFocus);
  const showReach = useHeddle((s) => s.showReach);
  const showWhole = useHeddle((s) => s.showWhole);
  const navigate = useHeddle((s) => s.navigate);
  const isFocused = focus === details.id;
  const isReached = reach === details.id;
  const question = questionOfNode(details.id);
  return (
    <>
      <p>{details.sentence}</p>
      <section className="panel-buttons">
        <Button onClick={() => void (isFocused ? showWhole() : setFocus(details.id))}>
          {isFocused ? 'Show the whole mesh' : 'Show only its neighbours'}
        </Button>
        {question ? (
          <Button onClick={() => void (isReached ? showWhole() : showReach(details.id))}>
            {isReached
              ? 'Show the whole mesh'
              : question.ask === 'who'
                ? 'Show what reaches it'
                : 'Show what it reaches'}
          </Button>
        ) : null}
        <AccessButton id={details.id} label={details.label} />
        {details.kind === 'table' || details.kind === 'product' || details.kind === 'project' ? (
          <Button onClick={() => navigate(`lineage?${new URLSearchParams({ of: details.id }).toString()}`)}>
            Lineage
          </Button>
        ) : null}
        <NodeChanges id={details.id} />
        <NodeCode subject={codeSubjectOf(details.id, grantStart(details.id))} />
        <AskButton id={details.id} />
      </section>
      {details.marks?.length ? (
        <section>
          <h3>Look at this</h3>
          <ul className="marks">
            {details.marks.map((mark) => (
              <li key={mark}>{mark}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <FindingsHere id={details.id} />
      <NodeReach id={details.id} />
      <Facts details={details} />
      <Columns columns={details.columns} tableTags={details.tags ?? NO_TAGS} />
      <Grants details={details} />
      <Subscriptions lines={details.subscriptions} />
      {details.kind === 'table' ? <NodeLineage id={details.id} /> : null}
    </>
  );
}

function Facts({ details: { facts, owners, tags } }: { details: NodeDetails }) {
  return (
    <section>
      <h3>Facts</h3>
      <dl className="facts">
        {facts.map(({ name, value }) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{/^\d{4}-\d\d-\d\dT/.test(value) ? dateWords(value) : value}</dd>
          </div>
        ))}
        {owners?.length ? (
          <div className="fact">
            <dt>Owners</dt>
            <dd>{owners.join(', ')}</dd>
          </div>
        ) : null}
        {tags?.length ? (
          <div className="fact">
            <dt>LF-Tags</dt>
            <dd className="row">
              {tags.map((tag) => (
                <Chip key={tag}>{tag}</Chip>
              ))}
            </dd>
          </div>
        ) : null}
      </dl>
    </section>
  );
}

const NO_TAGS: readonly string[] = [];

/** Tags that a column shares with its table are said once, at the table; what overrides them stands out. */
function Columns({ columns, tableTags }: Pick<NodeDetails, 'columns'> & { tableTags: readonly string[] }) {
  if (!columns?.length) return null;
  const own = (tags: readonly string[]): string[] => tags.filter((tag) => !tableTags.includes(tag));
  return (
    <section>
      <h3>
        Schema ({columns.length} {columns.length === 1 ? 'column' : 'columns'})
      </h3>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Type</th>
            <th scope="col">LF-Tags</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, type, partition, tags }) => (
            <tr key={name}>
              <td>
                {name}
                {partition ? <Chip>partition</Chip> : null}
              </td>
              <td>{type}</td>
              <td>
                {own(tags).map((tag) => (
                  <Chip key={tag} tone="requested">
                    {tag}
                  </Chip>
                ))}
                {tags.length && !own(tags).length ? <span className="faint">as the table</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Grants({ details: { kind, grants, grantTotal = 0 } }: { details: NodeDetails }) {
  const isHolder = kind === 'consumer' || kind === 'account';
  if (!grants?.length) return null;
  return (
    <section>
      <h3>
        Grants ({grantTotal}
        {grantTotal > grants.length ? `, the first ${grants.length} shown` : ''})
      </h3>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{isHolder ? 'On' : 'Principal'}</th>
            <th scope="col">Permissions</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {grants.map(({ principal, permissions, resource, by, at, state }, nth) => (
            <tr key={nth}>
              <td>
                {isHolder ? resource : principal}
                {isHolder ? null : <small className="faint">{resource}</small>}
              </td>
              <td>
                {permissions.join(', ')}
                {by || at ? (
                  <small className="faint">
                    {by ? `by ${by}` : ''} {at ? dateWords(at) : ''}
                  </small>
                ) : null}
              </td>
              <td>
                <Chip tone={toneOf(state)} title={state}>
                  {state.split(':', 1)[0]}
                </Chip>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Subscriptions({ lines }: { lines: NodeDetails['subscriptions'] }) {
  if (!lines?.length) return null;
  return (
    <section>
      <h3>Subscriptions ({lines.length})</h3>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Subscriber</th>
            <th scope="col">Listing</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ who, status, product, at }, nth) => (
            <tr key={nth}>
              <td>{who}</td>
              <td>{product}</td>
              <td>
                {status}
                {at ? <small className="faint">{dateWords(at)}</small> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
