import type {
  DataSourceSummary,
  GetDataSourceInput,
  GetDataSourceOutput,
  ListDataSourcesInput,
  ListDataSourcesOutput,
} from '@aws-sdk/client-datazone';
import type { Call } from '../../service';
import type { DataSourceRecord } from './extra';
import { notFound } from './errors';
import { page } from './pages';
import { dateOf, domainOf } from './state';
import { projectOf } from './visibility';

/** Members that the summary and the detail share. */
const common = (source: DataSourceRecord) => ({
  environmentId: source.environmentId,
  connectionId: source.connectionId,
  name: source.name,
  description: source.description,
  type: source.type,
  status: source.status as DataSourceSummary['status'],
  enableSetting: source.enableSetting,
  schedule: source.schedule,
  lastRunStatus: source.lastRunStatus,
  lastRunAt: dateOf(source.lastRunAt),
  lastRunErrorMessage: source.lastRunErrorMessage,
  lastRunAssetCount: source.lastRunAssetCount,
  createdAt: dateOf(source.createdAt),
  updatedAt: dateOf(source.updatedAt),
});

export function listDataSources(input: ListDataSourcesInput, call: Call): ListDataSourcesOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const project = projectOf(call, domain, input.projectIdentifier);
  const fits = (asked: string | undefined, value: string | undefined): boolean =>
    asked === undefined || asked === value;
  const list = domain.extra.dataSources.filter(
    (s) =>
      s.projectId === project.id &&
      fits(input.environmentIdentifier, s.environmentId) &&
      fits(input.connectionIdentifier, s.connectionId) &&
      fits(input.type, s.type) &&
      fits(input.status, s.status) &&
      fits(input.name, s.name),
  );
  const { items, token } = page(call, input, list);
  return {
    nextToken: token,
    items: items.map((s) => ({ domainId: domain.domain.id, dataSourceId: s.dataSourceId, ...common(s) })),
  };
}

export function getDataSource(input: GetDataSourceInput, call: Call): GetDataSourceOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const source = domain.extra.dataSources.find((s) => s.dataSourceId === input.identifier);
  if (!source) throw notFound('Data source', input.identifier ?? '');
  projectOf(call, domain, source.projectId);
  return {
    id: source.dataSourceId,
    domainId: domain.domain.id,
    projectId: source.projectId,
    ...common(source),
    configuration: source.configuration,
    publishOnImport: source.publishOnImport,
  };
}
