import type { Command } from '../command';
import { graph } from './graph';
import { sandbox } from './sandbox';
import { snapshots } from './snapshots';

/** In the order in which `heddle help` names them. */
export const COMMANDS: readonly Command[] = [sandbox, graph, snapshots];
