import { bareType } from '../model/asset-type';
import type { DzRuleScope } from '../model/datazone';

/** Where a rule holds, in words that follow "for". */
export function scopeWords(
  { assetType, dataProduct, project }: DzRuleScope,
  projectName: (id: string) => string,
): string {
  const types = assetType?.selectionMode === 'SPECIFIC' ? assetType.specificAssetTypes : undefined;
  const projects = project?.selectionMode === 'SPECIFIC' ? project.specificProjects : undefined;
  return [
    types ? types.map(bareType).join(', ') : 'all asset types',
    dataProduct === false ? 'no data products' : 'data products',
    ...(projects ? [`of ${projects.map(projectName).join(', ')} only`] : []),
  ].join(', ');
}
