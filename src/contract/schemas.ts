import { z } from 'zod';
import type { CallName, Calls } from './calls';
import { lakeSchemas } from './schemas-lake';
import { lineageSchemas } from './schemas-lineage';

/**
 * What main accepts from the window, bounded so that a compromised window cannot make main hold much. Unknown members
 * are refused rather than dropped: a misspelt member is a defect that should show.
 */
const name = z.string().min(1).max(256);
/** Node ids and ARNs; an ARN with a long path stays below 2 KB. */
const id = z.string().min(1).max(2_048);
const words = z.array(z.string().max(512)).max(500);

const edgeState = z.enum(['granted', 'requested', 'failed', 'dormant', 'revoked']);

const graphQuery = z.strictObject({
  expanded: z.array(id).max(2_000),
  shown: z.record(id, z.number().int().min(0).max(100_000)).optional(),
  focus: id.optional(),
  reach: id.optional(),
  filter: z
    .strictObject({
      text: z.string().max(512).optional(),
      domains: z.array(id).max(500).optional(),
      stores: words.optional(),
      tags: words.optional(),
      permissions: words.optional(),
      states: z.array(edgeState).max(5).optional(),
    })
    .optional(),
});

const member = z.strictObject({ profile: name, region: z.string().regex(/^[a-z0-9-]{1,32}$/) });

/** A request in AWS's own shape; main's engine judges its members, and the plan is what a person confirms. */
const edit = z.strictObject({
  account: z.string().regex(/^\d{12}$/),
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .optional(),
  service: z.string().regex(/^[a-z]{2,32}$/),
  operation: z.string().regex(/^[A-Za-z]{3,64}$/),
  request: z.record(z.string().max(128), z.unknown()),
});
/** As many as a basket keeps (`EDITS_MAX`). */
const edits = z.array(edit).max(10_000);

const asked = z.string().trim().min(1).max(2_048);
const permission = z
  .string()
  .regex(/^[A-Z_]{1,64}$/)
  .optional();
const narrowing = z.string().max(256).optional();
const who = { resource: asked, permission };
const what = { principal: asked, permission };
const why = { principal: asked, resource: asked, permission };
const compare = {
  what: z.enum(['principals', 'resources', 'snapshots']),
  from: asked,
  to: asked,
  principal: asked.optional(),
  resource: asked.optional(),
};
const matrix = { principals: narrowing, resources: narrowing };
const question = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('who'), ...who }),
  z.strictObject({ ask: z.literal('what'), ...what }),
  z.strictObject({ ask: z.literal('why'), ...why }),
  z.strictObject({ ask: z.literal('compare'), ...compare }),
  z.strictObject({ ask: z.literal('matrix'), ...matrix }),
]);

const format = z.enum(['csv', 'json', 'xlsx', 'html']);

const code = z.strictObject({
  subject: z.union([
    z.strictObject({ plan: name }),
    z.strictObject({ of: z.enum(['resource', 'principal', 'domain', 'account']), name: asked }),
  ]),
  format: z.enum(['aws-cli', 'cloudformation', 'terraform']),
});

export const callSchemas = {
  'app.state': z.null(),
  'app.firstPicture': z.null(),
  'app.openLink': z.strictObject({ url: z.string().max(2_048) }),
  'call.cancel': z.strictObject({ id: z.string().min(1).max(64) }),
  'connections.list': z.null(),
  'connections.profiles': z.null(),
  'connections.save': z.strictObject({ name, members: z.array(member).min(1).max(200) }),
  'connections.remove': z.strictObject({ name }),
  'connections.use': z.strictObject({ name }),
  'signin.start': z.strictObject({ profile: name }),
  'signin.finish': z.strictObject({ profile: name }),
  'mesh.crawl': z.strictObject({ layers: z.array(z.string().max(64)).max(100).optional() }),
  'mesh.graph': graphQuery,
  'mesh.edge': z.strictObject({ query: graphQuery, source: id, target: id, state: edgeState }),
  'mesh.full': z.null(),
  'mesh.details': z.strictObject({ id }),
  'mesh.search': z.strictObject({ text: z.string().max(512), limit: z.number().int().min(1).max(1_000).optional() }),
  'mesh.savePicture': z.strictObject({
    name: z.string().min(1).max(200),
    format: z.enum(['svg', 'png']),
    data: z.string().max(64 * 1024 * 1024),
  }),
  'access.whoCan': z.strictObject(who),
  'access.whatCan': z.strictObject(what),
  'access.explain': z.strictObject(why),
  'access.compare': z.strictObject(compare),
  'access.matrix': z.strictObject(matrix),
  'access.check': z.strictObject({ question, sample: z.number().int().min(1).max(20).optional() }),
  'access.suggest': z.strictObject({
    what: z.enum(['principal', 'grantee', 'resource', 'place', 'table', 'taggable']),
    text: z.string().max(512),
    limit: z.number().int().min(1).max(200).optional(),
  }),
  'access.saved': z.null(),
  'access.save': z.strictObject({ name: z.string().trim().min(1).max(200), question }),
  'access.forget': z.strictObject({ name: z.string().min(1).max(200) }),
  'findings.list': z.null(),
  'report.export': z.strictObject({
    about: z.union([question, z.strictObject({ ask: z.literal('findings') })]),
    format,
    rows: z.array(z.number().int().min(0).max(200_000)).max(200_000).optional(),
  }),
  'history.list': z.null(),
  'history.open': z.strictObject({ id: name }),
  ...lineageSchemas,
  ...lakeSchemas,
  'change.plan': z.strictObject({ edits: edits.min(1) }),
  'change.apply': z.strictObject({ plan: name, acknowledge: words }),
  'change.resume': z.strictObject({ journal: name }),
  'change.undo': z.strictObject({ journal: name }),
  'change.journal': z.null(),
  'change.exportJournal': z.strictObject({ format, ids: z.array(name).max(100_000).optional() }),
  'change.writing': z.strictObject({ account: z.string().regex(/^\d{12}$/), on: z.boolean() }).nullable(),
  'change.target': z.strictObject({
    resource: asked,
    made: z
      .strictObject({
        account: z.string().regex(/^\d{12}$/),
        region: z.string().regex(/^[a-z0-9-]{1,32}$/),
        name,
        values: words.optional(),
      })
      .optional(),
  }),
  'change.held': z.strictObject({ principal: asked.optional(), resource: asked.optional() }),
  'change.basket': z.strictObject({ edits }).nullable(),
  'code.view': code,
  'code.save': code,
  'governance.units': z.null(),
  'governance.unit': z.strictObject({ domainId: name, unitId: name }),
  'governance.formTypes': z.strictObject({ domainId: name }),
  'governance.listings': z.union([z.strictObject({ text: z.string().max(512) }), z.strictObject({ node: id })]),
  'governance.ask': z.strictObject({ domainId: name, listingId: name }),
  'requests.list': z.null(),
  'requests.details': z.strictObject({ domainId: name, id: name, filters: z.record(name, z.array(name).max(5)) }),
  'requests.polling': z.strictObject({ minutes: z.number().min(0).max(1440) }).nullable(),
  'requests.outcome': z.strictObject({ domainId: name, id: name }),
} satisfies { [K in CallName]: z.ZodType<Calls[K]['in']> };
