import { useHeddle } from '../../store/StoreProvider';
import { Modal } from '../../ui/Modal';
import '../change/change.css';
import { AskForm } from './AskForm';
import { ListingField } from './ListingField';
import { MemberForm } from './MemberForm';
import { OwnerForm } from './OwnerForm';
import { PolicyForm } from './PolicyForm';
import { RuleForm } from './RuleForm';

/** Changes of who governs what: each form makes edits, shows what they would do, and puts them into the basket. */
export function GovernanceDialog() {
  const draft = useHeddle((s) => s.governanceDraft);
  const close = useHeddle((s) => s.closeGovernance);
  if (!draft) return null;
  const title = {
    policy: 'Grant a policy',
    owner: 'Add an owner',
    member: 'Add a member or change a role',
    rule: 'identifier' in draft && draft.identifier !== undefined ? 'Change a rule' : 'Make a rule',
    ask: 'Ask for data',
    find: 'Ask for data',
  }[draft.kind];
  return (
    <Modal title={title} isOpen size="large" onClose={close}>
      <div className="stack is-tight change-dialog">
        {draft.kind === 'policy' ? <PolicyForm unit={draft.unit} on={draft.on} /> : null}
        {draft.kind === 'owner' ? <OwnerForm unit={draft.unit} /> : null}
        {draft.kind === 'member' ? <MemberForm unit={draft.unit} projectId={draft.projectId} /> : null}
        {draft.kind === 'rule' ? <RuleForm unit={draft.unit} identifier={draft.identifier} /> : null}
        {draft.kind === 'find' ? <ListingField node={draft.node} /> : null}
        {draft.kind === 'ask' ? <AskForm domainId={draft.domainId} listingId={draft.listingId} /> : null}
      </div>
    </Modal>
  );
}
