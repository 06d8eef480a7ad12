import type { Command } from '../command';
import { crawl } from './crawl';
import { evaluate } from './evaluate';
import { graph } from './graph';
import { profiles } from './profiles';
import { sandbox } from './sandbox';
import { snapshots } from './snapshots';

/** In the order in which `heddle help` names them. */
export const COMMANDS: readonly Command[] = [profiles, sandbox, crawl, snapshots, graph, evaluate];
