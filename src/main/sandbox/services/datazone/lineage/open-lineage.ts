/** The part of an OpenLineage run event that becomes nodes and edges; anything else in it is kept and ignored. */
export interface RunEvent {
  eventType?: string;
  eventTime: string;
  producer?: string;
  schemaURL?: string;
  run: { runId: string; facets?: Record<string, unknown> };
  job: { namespace: string; name: string; facets?: Record<string, unknown> };
  inputs?: Dataset[];
  outputs?: Dataset[];
}

export interface Dataset {
  namespace: string;
  name: string;
  facets?: {
    schema?: { fields?: { name: string; type?: string }[] };
    columnLineage?: { fields?: Record<string, { inputFields?: { namespace: string; name: string; field: string }[] }> };
  } & Record<string, unknown>;
}

/**
 * The source identifier of a dataset (datazone 3.2): the ARN for AWS resources, else namespace and name. The naming rules
 * are OpenLineage's: Glue's namespace is the ARN up to the account, Redshift's is the endpoint.
 */
export function datasetId({ namespace, name }: { namespace: string; name: string }): string {
  if (namespace.startsWith('arn:')) return `${namespace}:${name}`;
  return redshiftArn(namespace, name) ?? `${namespace}/${name}`;
}

function redshiftArn(namespace: string, name: string): string | undefined {
  const path = name.split('.').join('/');
  const serverless = /^redshift:\/\/([^.]+)\.(\d{12})\.([^.]+)\.redshift-serverless\.amazonaws\.com/.exec(namespace);
  if (!serverless) return undefined;
  const [, workgroup = '', account = '', region = ''] = serverless;
  return `arn:aws:redshift-serverless:${region}:${account}:table/${workgroup}/${path}`;
}

export const jobId = ({ namespace, name }: RunEvent['job']): string => `${namespace}.${name}`;

/** `<job namespace>.<job name>/<run id>`. */
export const runId = (event: RunEvent): string => `${jobId(event.job)}/${event.run.runId}`;

const STATES = ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'];

const isDatasets = (value: unknown): boolean =>
  value === undefined ||
  (Array.isArray(value) &&
    value.every(
      (one: { namespace?: unknown; name?: unknown } | null) =>
        typeof one?.namespace === 'string' && typeof one.name === 'string',
    ));

/** What is wrong with an event, in words; nothing when it is a run event. Dataset and job events are not taken (3.1). */
export function faultOf(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object') return 'The event is not a JSON object';
  const event = value as Partial<RunEvent>;
  if (typeof event.run?.runId !== 'string') return 'The event is not a RunEvent: run.runId is missing';
  if (typeof event.job?.namespace !== 'string' || typeof event.job.name !== 'string')
    return 'job.namespace or job.name is missing';
  if (typeof event.eventTime !== 'string' || Number.isNaN(Date.parse(event.eventTime)))
    return 'eventTime is not a date';
  if (event.eventType !== undefined && !STATES.includes(event.eventType))
    return `eventType ${event.eventType} is unknown`;
  if (!isDatasets(event.inputs) || !isDatasets(event.outputs))
    return 'inputs and outputs need a namespace and a name each';
  return undefined;
}
