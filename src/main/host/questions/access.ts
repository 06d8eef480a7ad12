import type { AccessIndex } from '../../../core/access/access-index';
import { buildAccessIndex } from '../../../core/access/access-index';
import { accessOf, rowsOf } from '../../../core/access/access-of';
import { noteText } from '../../../core/access/rules';
import { findPrincipal } from '../find-principal';
import { derivation } from '../mesh-on-hand';
import type { MeshOnHand } from '../mesh-on-hand';
import { buildNameIndex } from '../name-index';
import type { NameIndex } from '../name-index';
import type { HostHandlers } from '../question';

const ACCESS = derivation<AccessIndex>('access');
const NAMES = derivation<NameIndex>('names');

export const accessIndexOf = (mesh: MeshOnHand): AccessIndex => mesh.derive(ACCESS, buildAccessIndex);
export const namesOf = (mesh: MeshOnHand): NameIndex => mesh.derive(NAMES, buildNameIndex);

export const accessQuestions = {
  'access.whatCan': (context, input) => {
    const mesh = context.current();
    const index = accessIndexOf(mesh);
    const principal = findPrincipal(namesOf(mesh), input.principal);
    const access = accessOf(index, principal);
    const rows = rowsOf(index, access);
    return { sentence: '', rows, warnings: access.notes.map(noteText), coverage: access.coverage };
  },
} satisfies Partial<HostHandlers>;
