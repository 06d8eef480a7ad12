import { setImmediate as nextTurn } from 'node:timers/promises';
import { AwsJson1_1Protocol, AwsQueryProtocol, AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { JsonCodec2, JsonShapeDeserializer2 } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { fromBase64 } from '@smithy/core/serde';

type Fix = (value: unknown) => unknown;
type RestSettings = ConstructorParameters<typeof AwsRestJsonProtocol>[0];
type RpcSettings = ConstructorParameters<typeof AwsJson1_1Protocol>[0];
type QuerySettings = ConstructorParameters<typeof AwsQueryProtocol>[0];
type Settings = ConstructorParameters<typeof JsonCodec2>[0];
/** What the SDK passes as a schema; its own type is not exported under a stable name. */
type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

const EPOCH_SECONDS = 7;
const REST: Settings = {
  timestampFormat: { useTrait: true, default: EPOCH_SECONDS },
  httpBindings: true,
  jsonName: true,
};
const RPC: Settings = { timestampFormat: { useTrait: true, default: EPOCH_SECONDS }, jsonName: false };

/** Epoch seconds, ISO 8601 or HTTP date → ISO 8601; what is none of them is kept as it came. */
const toIso: Fix = (value) => {
  if (typeof value !== 'number' && typeof value !== 'string') return value;
  const date = new Date(typeof value === 'number' ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? value : date.toISOString();
};

const toBytes: Fix = (value) => (typeof value === 'string' ? fromBase64(value) : value);

interface Compiled {
  fix: Fix | null | undefined;
}

/**
 * Compiles a schema into the few in-place corrections an answer needs: timestamps, blobs, renamed members. Everything
 * else stays as JSON.parse made it, which halves the cost of a large crawl against the SDK's decoder (measured).
 */
function compile(ns: NormalizedSchema, jsonName: boolean, known: Map<unknown, Compiled>): Fix | null {
  if (ns.isTimestampSchema()) return toIso;
  if (ns.isBlobSchema()) return toBytes;
  if (ns.isListSchema()) {
    const fix = compile(ns.getValueSchema(), jsonName, known);
    if (!fix) return null;
    return (value) => {
      if (Array.isArray(value)) for (let i = 0; i < value.length; i++) value[i] = fix(value[i]);
      return value;
    };
  }
  if (ns.isMapSchema()) {
    const fix = compile(ns.getValueSchema(), jsonName, known);
    if (!fix) return null;
    return (value) => {
      if (isRecord(value)) for (const key of Object.keys(value)) value[key] = fix(value[key]);
      return value;
    };
  }
  if (!ns.isStructSchema()) return null;
  const schema = ns.getSchema();
  const seen = known.get(schema);
  if (seen) return seen.fix === undefined ? (value) => seen.fix?.(value) ?? value : seen.fix;
  const compiled: Compiled = { fix: undefined };
  known.set(schema, compiled);
  compiled.fix = compileStruct(ns, jsonName, known);
  return compiled.fix;
}

function compileStruct(ns: NormalizedSchema, jsonName: boolean, known: Map<unknown, Compiled>): Fix | null {
  const members: { wire: string; name: string; fix: Fix | null }[] = [];
  for (const [name, member] of ns.structIterator()) {
    const wire = (jsonName ? member.getMergedTraits().jsonName : undefined) ?? name;
    const fix = compile(member, jsonName, known);
    if (fix || wire !== name) members.push({ wire, name, fix });
  }
  if (members.length === 0) return null;
  return (value) => {
    if (!isRecord(value)) return value;
    for (const { wire, name, fix } of members) {
      const raw = value[wire];
      if (raw === undefined || raw === null) continue;
      if (wire !== name) delete value[wire];
      value[name] = fix ? fix(raw) : raw;
    }
    return value;
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

let turns: Promise<unknown> = Promise.resolve();

/**
 * A crawl has dozens of calls under way, and their answers arrive together. Read one after the other in a single turn of
 * the event loop, with all that follows from them, they would hold the process still for a third of a second; one turn
 * each leaves room for everything else. Small ones too: the first of an operation compiles its schema.
 */
export const ownTurn = (): Promise<unknown> => (turns = turns.then(() => nextTurn()));

class FastDeserializer extends JsonShapeDeserializer2 {
  readonly #known: Map<unknown, Compiled>;
  constructor(settings: Settings, known: Map<unknown, Compiled>) {
    super(settings);
    this.#known = known;
  }
  override async read(schema: SchemaRef, data: unknown): Promise<unknown> {
    await ownTurn();
    const text = typeof data === 'string' ? data : textOf(data as Uint8Array);
    return text === '' ? {} : this.readObject(schema, JSON.parse(text));
  }
  override readObject(schema: SchemaRef, data: unknown): unknown {
    const fix = compile(NormalizedSchema.of(schema), this.settings.jsonName === true, this.#known);
    return fix ? fix(data) : data;
  }
}

class FastCodec extends JsonCodec2 {
  readonly #known = new Map<unknown, Compiled>();
  override createDeserializer(): JsonShapeDeserializer2 {
    const deserializer = new FastDeserializer(this.settings, this.#known);
    deserializer.setSerdeContext(this.serdeContext as never);
    return deserializer;
  }
}

/** rest-json with the fast codec (Lake Formation, DataZone, RAM). */
export class FastRestJson extends AwsRestJsonProtocol {
  constructor(settings: RestSettings) {
    super({ ...settings, jsonCodec: new FastCodec(REST) });
  }
}

/** json-1.1 with the fast codec (Glue, Identity Store). */
export class FastJsonRpc extends AwsJson1_1Protocol {
  constructor(settings: RpcSettings) {
    super({ ...settings, jsonCodec: new FastCodec(RPC) });
  }
}

/** The SDK's own query protocol (IAM, STS), with a turn for each answer. */
export class TurnedQuery extends AwsQueryProtocol {
  constructor(settings: QuerySettings) {
    super(settings);
    const { deserializer } = this;
    const read = deserializer.read.bind(deserializer);
    // The protocol awaits what it reads, as the type does not say.
    deserializer.read = async (...input) => {
      await ownTurn();
      return read(...input) as unknown;
    };
  }
}

/**
 * A logger without `info`: with one, even the default that prints nothing, the SDK copies every answer to redact it,
 * about a third of the client's CPU on large pages.
 */
export const quietLogger = {
  trace: (): void => undefined,
  debug: (): void => undefined,
  warn: (): void => undefined,
  error: (): void => undefined,
};

/** Dates of the protocols that do not go through the fast codec (query/XML), as ISO strings. */
export function datesToIso(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(datesToIso);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, datesToIso(v)]));
  return value;
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
