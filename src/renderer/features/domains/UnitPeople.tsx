import type { OwnerLine, ProjectLine, UnitView } from '../../../contract/governance';
import type { DzOwner } from '../../../core/model/datazone';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';

/** Owners of the unit, and the members of its projects. */
export function UnitPeople({ unit }: { unit: UnitView }) {
  const open = useHeddle((s) => s.openGovernance);
  return (
    <>
      <section className="unit-part" aria-label="Owners">
        <div className="unit-part-head">
          <h3>Owners</h3>
          <Button isDisabled={!unit.account} onClick={() => open({ kind: 'owner', unit })}>
            Add an owner…
          </Button>
        </div>
        {unit.owners.length ? (
          <ul className="unit-people">
            {unit.owners.map((line) => (
              <Owner key={`${line.from?.id ?? ''} ${line.person.id}`} unit={unit} line={line} />
            ))}
          </ul>
        ) : (
          <p className="unit-none">Nobody owns it.</p>
        )}
      </section>
      <section className="unit-part" aria-label="Projects">
        <div className="unit-part-head">
          <h3>Projects and their members</h3>
        </div>
        {unit.projects.length ? null : <p className="unit-none">No project lies in this unit itself.</p>}
        {unit.projects.map((project) => (
          <Project key={project.id} unit={unit} project={project} />
        ))}
      </section>
    </>
  );
}

function Owner({ unit, line }: { unit: UnitView; line: OwnerLine }) {
  const add = useHeddle((s) => s.addToBasket);
  const { person, from, owner } = line;
  return (
    <li>
      <span>
        {person.name} <small>{[person.kind === 'group' ? 'group' : '', person.note].filter(Boolean).join(', ')}</small>
      </span>
      {from ? (
        <small>owns {from.name} above</small>
      ) : unit.account ? (
        <Button
          kind="inline-link"
          label={`Remove ${person.name} from the owners of ${unit.name}`}
          onClick={() =>
            void add([
              {
                account: unit.account,
                service: 'datazone',
                operation: 'RemoveEntityOwner',
                request: {
                  domainIdentifier: unit.domainId,
                  entityType: 'DOMAIN_UNIT',
                  entityIdentifier: unit.id,
                  owner: owner.user
                    ? { user: { userIdentifier: owner.user.userId } }
                    : { group: { groupIdentifier: owner.group?.groupId } },
                },
              },
            ])
          }
        >
          Remove
        </Button>
      ) : null}
    </li>
  );
}

function Project({ unit, project }: { unit: UnitView; project: ProjectLine }) {
  const open = useHeddle((s) => s.openGovernance);
  const add = useHeddle((s) => s.addToBasket);
  const remove = (member: DzOwner): void =>
    void add([
      {
        account: project.account,
        service: 'datazone',
        operation: 'DeleteProjectMembership',
        request: { domainIdentifier: unit.domainId, projectIdentifier: project.id, member: memberOf(member) },
      },
    ]);
  return (
    <div className="unit-project">
      <div className="unit-part-head">
        <h4>{project.name}</h4>
        {project.account ? (
          <Button
            kind="inline-link"
            label={`Add or change members of ${project.name}`}
            onClick={() => open({ kind: 'member', unit, projectId: project.id })}
          >
            Add or change…
          </Button>
        ) : null}
      </div>
      {project.refusal ? <p className="unit-none">{project.refusal}</p> : null}
      <ul className="unit-people">
        {project.members.map(({ person, designation, owner }) => (
          <li key={person.id}>
            <span>
              {person.name}{' '}
              <small>{[person.kind === 'group' ? 'group' : '', person.note].filter(Boolean).join(', ')}</small>
            </span>
            <span className="unit-role">
              {designation.replace('PROJECT_', '').replaceAll('_', ' ').toLowerCase()}
              {project.account ? (
                <Button
                  kind="inline-link"
                  label={`Remove ${person.name} from ${project.name}`}
                  onClick={() => remove(owner)}
                >
                  Remove
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const memberOf = ({ user, group }: DzOwner) =>
  user ? { userIdentifier: user.userId } : { groupIdentifier: group?.groupId };
