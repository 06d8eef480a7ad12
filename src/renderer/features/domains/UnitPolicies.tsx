import type { EffectiveGrant, PolicyHolder, UnitView } from '../../../contract/governance';
import type { Edit } from '../../../core/change/plan-types';
import { UNIT_POLICIES } from '../../../core/model/policy-table';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';

/** Policy × principal: the unit's own grants, and those that come from above. */
export function UnitPolicies({ unit }: { unit: UnitView }) {
  const open = useHeddle((s) => s.openGovernance);
  const shown = UNIT_POLICIES.filter(({ type }) => unit.holders.some((h) => h.grants.some((g) => g.policy === type)));
  const bare = UNIT_POLICIES.filter((policy) => !shown.includes(policy)).map(({ words }) => words);
  return (
    <section className="unit-part" aria-label="Policies">
      <div className="unit-part-head">
        <h3>Policies</h3>
        <Button isDisabled={!unit.account} onClick={() => open({ kind: 'policy', unit, on: 'unit' })}>
          Grant a policy…
        </Button>
      </div>
      {unit.holders.length ? (
        <div className="unit-matrix" tabIndex={0} role="region" aria-label="Policies by principal">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">Who may</th>
                {shown.map(({ type, words }) => (
                  <th key={type} scope="col">
                    {words}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {unit.holders.map((holder) => (
                <tr key={holder.key}>
                  <th scope="row">
                    {holder.person.name}
                    <small>{[KIND[holder.person.kind], holder.person.note].filter(Boolean).join(', ')}</small>
                  </th>
                  {shown.map(({ type }) => (
                    <td key={type}>
                      {holder.grants
                        .filter((grant) => grant.policy === type)
                        .map((grant) => (
                          <PolicyCell
                            key={`${grant.from?.id ?? ''} ${type}`}
                            unit={unit}
                            holder={holder}
                            grant={grant}
                          />
                        ))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p className="unit-none">Nobody is granted a policy here; owners govern the unit.</p>
      )}
      {unit.holders.some((h) => h.grants.some((g) => g.from)) ? (
        <p className="unit-none">
          What comes from above is inferred: DataZone tells own grants only, and a grant says whether it reaches below.
        </p>
      ) : null}
      {unit.holders.length && bare.length ? (
        <p className="unit-none">Nobody may {bare.join(', nor ')} by a policy.</p>
      ) : null}
    </section>
  );
}

const profileWords = (count: number): string => (count === 1 ? '1 profile' : `${count} profiles`);

const KIND = { user: 'person', group: 'group', project: 'project', everybody: '' } as const;

function PolicyCell({ unit, holder, grant }: { unit: UnitView; holder: PolicyHolder; grant: EffectiveGrant }) {
  const add = useHeddle((s) => s.addToBasket);
  const words = UNIT_POLICIES.find(({ type }) => type === grant.policy)?.words ?? grant.policy;
  if (grant.from)
    return (
      <span className="unit-cell is-inherited" title={`Inferred: granted on ${grant.from.name} and below`}>
        from {grant.from.name}
      </span>
    );
  return (
    <span className="unit-cell">
      <span>{grant.below ? 'here and below' : 'here'}</span>
      {grant.profiles.length ? (
        <small title={grant.profiles.join(', ')}>{profileWords(grant.profiles.length)}</small>
      ) : null}
      {unit.account ? (
        <Button
          kind="inline-link"
          label={`Take back “${words}” from ${holder.person.name}`}
          onClick={() => void add([removal(unit, grant)])}
        >
          Take back
        </Button>
      ) : null}
    </span>
  );
}

const removal = (unit: UnitView, { grant }: EffectiveGrant): Edit => ({
  account: unit.account,
  service: 'datazone',
  operation: 'RemovePolicyGrant',
  request: {
    domainIdentifier: unit.domainId,
    entityType: 'DOMAIN_UNIT',
    entityIdentifier: unit.id,
    policyType: grant.policyType,
    principal: grant.principal,
  },
});
