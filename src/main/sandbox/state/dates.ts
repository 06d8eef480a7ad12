/** Members that AWS's models type as timestamps, in the records this state keeps as ISO strings. */
const TIMESTAMPS = new Set([
  'CreateTime',
  'UpdateTime',
  'LastAccessTime',
  'LastAnalyzedTime',
  'LastUpdated',
  'LastModified',
  'LastModifiedTime',
  'LastUpdatedTime',
  'CreationTime',
  'CreatedOn',
  'LastModifiedOn',
  'StartedOn',
  'CompletedOn',
  'StartTime',
  'UpdatedTime',
]);

/** A copy whose timestamp members are Dates, as handlers answer them. Everything else keeps its value. */
export function withDates<T>(value: unknown): T {
  if (Array.isArray(value)) return value.map((item) => withDates(item)) as T;
  if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array)
    return value as T;
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    result[name] = TIMESTAMPS.has(name) && typeof member === 'string' ? new Date(member) : withDates(member);
  }
  return result as T;
}

/** The reverse, for records that arrive in a request: Dates become ISO strings. */
export function withoutDates<T>(value: unknown): T {
  if (value instanceof Date) return value.toISOString() as T;
  if (Array.isArray(value)) return value.map((item) => withoutDates(item)) as T;
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value as T;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutDates(member)])) as T;
}
