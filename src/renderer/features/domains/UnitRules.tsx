import type { UnitView } from '../../../contract/governance';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';

/** What publishing and asking require here: the unit's own rules and those that cascade from above. */
export function UnitRules({ unit }: { unit: UnitView }) {
  const open = useHeddle((s) => s.openGovernance);
  const add = useHeddle((s) => s.addToBasket);
  return (
    <section className="unit-part" aria-label="Rules">
      <div className="unit-part-head">
        <h3>Rules</h3>
        <Button isDisabled={!unit.account} onClick={() => open({ kind: 'rule', unit })}>
          Make a rule…
        </Button>
      </div>
      {unit.rules.length ? null : <p className="unit-none">Nothing is required of who publishes or asks here.</p>}
      {unit.rules.map(({ rule, from, demands, scope }) => (
        <div key={rule.identifier} className="unit-rule">
          <div className="unit-part-head">
            <h4>{rule.name}</h4>
            {from ? (
              <small>from {from.name}</small>
            ) : unit.account ? (
              <span className="row">
                <Button
                  kind="inline-link"
                  label={`Change the rule ${rule.name}`}
                  onClick={() => open({ kind: 'rule', unit, identifier: rule.identifier })}
                >
                  Change…
                </Button>
                <Button
                  kind="inline-link"
                  label={`Delete the rule ${rule.name}`}
                  onClick={() =>
                    void add([
                      {
                        account: unit.account,
                        service: 'datazone',
                        operation: 'DeleteRule',
                        request: { domainIdentifier: unit.domainId, identifier: rule.identifier },
                      },
                    ])
                  }
                >
                  Delete
                </Button>
              </span>
            ) : null}
          </div>
          <p>
            {rule.action === 'CREATE_SUBSCRIPTION_REQUEST' ? 'Who asks for data' : 'Who publishes'}
            {demands
              ? rule.ruleType === 'GLOSSARY_TERM_ENFORCEMENT'
                ? ` needs a term of ${demands.join(', ')}`
                : ` fills in ${demands.join(', ')}`
              : ' must meet what could not be read'}
            ; for {scope}
            {rule.target.domainUnitTarget?.includeChildDomainUnits === true ? ', here and below' : ', here only'}.
          </p>
          {rule.description ? <p className="unit-none">{rule.description}</p> : null}
        </div>
      ))}
    </section>
  );
}
