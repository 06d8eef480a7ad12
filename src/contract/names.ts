import type { CallName, EventName } from './calls';

/** Every call and event once; `satisfies` makes a missing or a foreign name a type error. */
const CALLS = {
  'app.state': true,
  'app.firstPicture': true,
  'app.openLink': true,
  'call.cancel': true,
  'connections.list': true,
  'connections.profiles': true,
  'connections.save': true,
  'connections.remove': true,
  'connections.use': true,
  'signin.start': true,
  'signin.finish': true,
  'mesh.crawl': true,
  'mesh.graph': true,
  'mesh.full': true,
  'mesh.edge': true,
  'mesh.details': true,
  'mesh.search': true,
  'mesh.savePicture': true,
  'access.whoCan': true,
  'access.whatCan': true,
  'access.explain': true,
  'access.compare': true,
  'access.matrix': true,
  'access.check': true,
  'access.suggest': true,
  'access.saved': true,
  'access.save': true,
  'access.forget': true,
  'findings.list': true,
  'report.export': true,
  'history.list': true,
  'history.open': true,
  'lineage.view': true,
  'lineage.picture': true,
  'lineage.columns': true,
  'lineage.search': true,
  'lineage.completeness': true,
  'lineage.graph': true,
  'lineage.impact': true,
  'lineage.audience': true,
  'lineage.lostTags': true,
  'lineage.importPiece': true,
  'lineage.import': true,
  'lineage.export': true,
  'lineage.imports': true,
  'lineage.forget': true,
  'change.plan': true,
  'change.apply': true,
  'change.resume': true,
  'change.undo': true,
  'change.journal': true,
  'change.exportJournal': true,
  'change.writing': true,
  'change.basket': true,
  'change.target': true,
  'change.held': true,
  'code.view': true,
  'code.save': true,
  'governance.units': true,
  'governance.unit': true,
  'governance.formTypes': true,
  'governance.listings': true,
  'governance.ask': true,
  'lake.tags': true,
  'lake.assignments': true,
  'lake.expressions': true,
  'lake.filters': true,
  'lake.filterTarget': true,
  'lake.checkRows': true,
  'lake.settings': true,
  'requests.list': true,
  'requests.details': true,
  'requests.outcome': true,
  'requests.polling': true,
} as const satisfies Record<CallName, true>;

const EVENTS = {
  'app.fatal': true,
  'app.changed': true,
  'crawl.progress': true,
  'crawl.wave': true,
  'signin.needed': true,
  'change.progress': true,
  'requests.changed': true,
  navigate: true,
} as const satisfies Record<EventName, true>;

export const CALL_NAMES = Object.keys(CALLS) as CallName[];
export const EVENT_NAMES = Object.keys(EVENTS) as EventName[];

/** `Object.hasOwn`, not `in`: `toString` is not a call. */
export const isCallName = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(CALLS, name);
export const isEventName = (name: unknown): name is EventName =>
  typeof name === 'string' && Object.hasOwn(EVENTS, name);

/** The Electron channels behind the bridge: one for calls, one per event. */
export const CALL_CHANNEL = 'heddle:call';
export const eventChannel = (name: EventName): string => `heddle:event:${name}`;
