import type { LineageList } from '../../store/lineage-slice';
import { useHeddle } from '../../store/StoreProvider';
import { Panel } from '../../ui/Panel';
import { AudienceList } from './AudienceList';
import { ImpactList } from './ImpactList';
import { KnownList } from './KnownList';
import { LostTagsList } from './LostTagsList';
import { NodeFacts } from './NodeFacts';

const TITLES: Record<LineageList, string> = {
  node: 'Node',
  impact: 'Impact',
  audience: 'Who reaches it',
  'lost-tags': 'Lost tags',
  known: 'What is known',
};

const BODIES: Record<LineageList, () => React.JSX.Element | null> = {
  node: NodeFacts,
  impact: ImpactList,
  audience: AudienceList,
  'lost-tags': LostTagsList,
  known: KnownList,
};

/** The list beside the picture. */
export function SidePanel({ list }: { list: LineageList }) {
  const open = useHeddle((s) => s.openLineageList);
  const label = useHeddle((s) => s.lineage.value?.nodes.find(({ id }) => id === s.lineageNode)?.label);
  const Body = BODIES[list];
  return (
    <Panel title={list === 'node' ? (label ?? TITLES.node) : TITLES[list]} onClose={() => open(null, null)}>
      <Body />
    </Panel>
  );
}
