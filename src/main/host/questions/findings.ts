import type { Finding } from '../../../core/findings/finding';
import { findingsOf } from '../../../core/findings/run';
import { derivation } from '../mesh-on-hand';
import type { MeshOnHand } from '../mesh-on-hand';
import type { HostHandlers } from '../question';
import { accessIndexOf } from './access';
import { graphOf } from './graph';

const FINDINGS = derivation<Finding[]>('findings');

export const findingsOnHand = (mesh: MeshOnHand): Finding[] =>
  mesh.derive(FINDINGS, () => findingsOf(accessIndexOf(mesh), graphOf(mesh)));

export const findingsQuestions = {
  'findings.list': (context) => findingsOnHand(context.current()),
} satisfies Partial<HostHandlers>;
