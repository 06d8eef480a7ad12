import { choose } from '../../../core/as-code/chosen';
import { presentState } from '../../../core/as-code/present-state';
import { profilesOf } from '../../../core/as-code/profiles-of';
import type { HostHandlers } from '../question';
import { accessIndexOf, resolved } from './access';
import { graphOf } from './graph';

export const codeQuestions = {
  'code.state'(context, selection) {
    const mesh = context.current();
    const index = accessIndexOf(mesh);
    const chosen = resolved(choose(index, () => graphOf(mesh), selection));
    const { id, connection, members } = mesh.snapshot;
    return {
      title: `Present state of ${chosen.title}`,
      connection,
      snapshot: id,
      profiles: profilesOf(members),
      ...presentState(index, chosen),
    };
  },
} satisfies Partial<HostHandlers>;
