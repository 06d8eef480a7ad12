import { useEffect } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Loading } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { EntityPolicies } from './EntityPolicies';
import { UnitPolicies } from './UnitPolicies';
import { UnitPeople } from './UnitPeople';
import { UnitRules } from './UnitRules';
import { UnitTree } from './UnitTree';
import './domains.css';

/** Who may do what in each domain unit: policies, owners, rules and the members of its projects. */
export function DomainsPage() {
  const units = useHeddle((s) => s.units);
  const unit = useHeddle((s) => s.unit);
  const key = useHeddle((s) => s.openUnit);
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  const load = useHeddle((s) => s.loadUnits);
  const choose = useHeddle((s) => s.chooseUnit);
  const crawl = useHeddle((s) => s.crawl);
  useEffect(() => void load(), [load, snapshot]);
  const view = unit.value;
  return (
    <Page title="Domains" subtitle="Who may do what in each domain unit, and what publishing and asking require there.">
      {units.status === 'failed' ? (
        <ErrorPanel trouble={units.trouble} title="The domain units could not be listed" onRetry={() => void load()} />
      ) : null}
      {!units.value && units.status !== 'failed' ? <Loading what="Looking for domain units …" /> : null}
      {units.value?.length === 0 ? (
        <EmptyState title="No domain unit was read" action={<Button onClick={() => void crawl()}>Read again</Button>}>
          Units of every DataZone domain that the connected roles see appear here.
        </EmptyState>
      ) : null}
      {units.value?.length ? (
        <div className="domains">
          <UnitTree units={units.value} />
          <section className="unit" aria-label="Domain unit" tabIndex={0}>
            {unit.status === 'failed' ? (
              <ErrorPanel
                trouble={unit.trouble}
                title="The domain unit could not be shown"
                onRetry={() => key !== null && void choose(key)}
              />
            ) : null}
            {view ? (
              <>
                <header className="unit-head">
                  {view.path.length > 1 ? <p>{view.path.slice(0, -1).join(' › ')}</p> : null}
                  <h2>{view.name}</h2>
                  {view.description ? <p>{view.description}</p> : null}
                </header>
                {view.refusal ? <p className="unit-note">{view.refusal} You can read it here.</p> : null}
                {view.unread.map((reason) => (
                  <p key={reason} className="unit-note">
                    Not all of it could be read: {reason}
                  </p>
                ))}
                <UnitPolicies unit={view} />
                <UnitPeople unit={view} />
                <UnitRules unit={view} />
                {view.entities === undefined ? null : <EntityPolicies unit={view} entities={view.entities} />}
              </>
            ) : unit.status === 'failed' ? null : (
              <Loading what="Reading what governs the unit …" />
            )}
          </section>
        </div>
      ) : null}
    </Page>
  );
}
