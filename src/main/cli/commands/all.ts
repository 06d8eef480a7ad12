import type { Command } from '../command';
import { graph } from './graph';
import { snapshots } from './snapshots';

/** In the order in which `heddle help` names them. */
export const COMMANDS: readonly Command[] = [graph, snapshots];
