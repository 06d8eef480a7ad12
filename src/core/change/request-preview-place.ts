import { dzKey, type Sources } from '../graph/sources';
import type { DzDomainUnit } from '../model/datazone';

/** The domain unit directly under the root that a project belongs to: what people call its domain. */
export function domainUnitRoot(sources: Sources, domainId: string, projectId: string): DzDomainUnit | undefined {
  let unit = sources.units.get(dzKey(domainId, sources.projects.get(dzKey(domainId, projectId))?.domainUnitId ?? ''));
  const seen = new Set<string>();
  while (unit?.parentDomainUnitId !== undefined && !seen.has(unit.id)) {
    seen.add(unit.id);
    const parent = sources.units.get(dzKey(domainId, unit.parentDomainUnitId));
    if (parent?.parentDomainUnitId === undefined) return unit;
    unit = parent;
  }
  return unit;
}

/** Whether a project has a subscription target at all, where its environments were read. */
export function hasTarget(sources: Sources, domainId: string, projectId: string): boolean {
  const environments = new Set(
    [...sources.environments.values()]
      .filter((e) => e.domainId === domainId && e.projectId === projectId)
      .map((e) => e.id),
  );
  return sources.targets.some((t) => t.domainId === domainId && environments.has(t.environmentId));
}
