import type { Command } from '../command';
import { apply } from './apply';
import { compare } from './compare';
import { crawl } from './crawl';
import { evaluate } from './evaluate';
import { explain } from './explain';
import { exportAnswer } from './export';
import { findings } from './findings';
import { graph } from './graph';
import { journal } from './journal';
import { plan } from './plan';
import { lineage } from './lineage';
import { profiles } from './profiles';
import { sandbox } from './sandbox';
import { snapshots } from './snapshots';
import { undo } from './undo';
import { whatCan } from './what-can';
import { whoCan } from './who-can';

/** In the order in which `heddle help` names them. */
export const COMMANDS: readonly Command[] = [
  profiles,
  sandbox,
  crawl,
  snapshots,
  graph,
  whoCan,
  whatCan,
  explain,
  compare,
  lineage,
  findings,
  exportAnswer,
  evaluate,
  plan,
  apply,
  undo,
  journal,
];
