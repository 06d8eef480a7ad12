import type { EntityView, UnitView } from '../../../contract/governance';
import type { Edit } from '../../../core/change/plan-types';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';

/** What a domain governs besides its units: who may use its blueprints, environment profiles and asset types. */
export function EntityPolicies({ unit, entities }: { unit: UnitView; entities: readonly EntityView[] | null }) {
  const open = useHeddle((s) => s.openGovernance);
  const isHeld = ({ policies }: EntityView): boolean =>
    policies.some(({ grants, isUnread }) => isUnread || grants.length > 0);
  const bare = entities?.filter((entity) => !isHeld(entity)) ?? [];
  return (
    <section className="unit-part" aria-label="Blueprints, environment profiles and asset types">
      <div className="unit-part-head">
        <h3>Blueprints, environment profiles and asset types</h3>
        <Button
          isDisabled={!unit.account || !entities?.length}
          onClick={() => open({ kind: 'policy', unit, on: 'entities' })}
        >
          Grant a policy on one…
        </Button>
      </div>
      <p className="unit-none">{said(entities)}</p>
      {entities?.filter(isHeld).map((entity) => (
        <Entity key={`${entity.entityType} ${entity.id}`} unit={unit} entity={entity} />
      ))}
      {bare.length ? (
        <p className="unit-none">Nobody is granted a policy on {bare.map(({ name }) => name).join(', ')}.</p>
      ) : null}
    </section>
  );
}

function said(entities: readonly EntityView[] | null): string {
  if (!entities) return 'This snapshot does not hold them: read the mesh again.';
  if (entities.length === 0) return 'The domain has none that the connected roles see.';
  return 'They belong to the whole domain. By which id AWS names an environment profile or an asset type in a policy is not documented: Heddle asks with the id that AWS lists, and says where AWS refuses it.';
}

function Entity({ unit, entity }: { unit: UnitView; entity: EntityView }) {
  const add = useHeddle((s) => s.addToBasket);
  return (
    <div className="unit-project">
      <div className="unit-part-head">
        <h4>{entity.name}</h4>
        <small>{entity.note}</small>
      </div>
      <ul className="unit-grants">
        {entity.policies.flatMap(({ type, words, grants, isUnread }) => [
          ...grants.map(({ key, person, grant, unit: of }) => (
            <li key={`${type} ${key}`}>
              <span>
                {person.name} <small>{person.note}</small>
              </span>
              <span>
                {words}
                {of === undefined ? '' : ` for projects of ${of}`}
              </span>
              {unit.account ? (
                <Button
                  kind="inline-link"
                  label={`Take back “${words}” with ${entity.name} from ${person.name}`}
                  onClick={() => void add([removal(unit, grant)])}
                >
                  Take back
                </Button>
              ) : null}
            </li>
          )),
          ...(isUnread
            ? [
                <li key={`${type} unread`}>
                  <span>not read</span>
                  <span>{words}</span>
                </li>,
              ]
            : []),
        ])}
      </ul>
    </div>
  );
}

type Grant = EntityView['policies'][number]['grants'][number]['grant'];

const removal = (
  { account, domainId }: UnitView,
  { entityType, entityIdentifier, policyType, principal }: Grant,
): Edit => ({
  account,
  service: 'datazone',
  operation: 'RemovePolicyGrant',
  request: { domainIdentifier: domainId, entityType, entityIdentifier, policyType, principal },
});
