import { describe, expect, it } from 'vitest';
import { fail } from '../../../src/core/model/result';
import type { Aws } from '../../../src/main/aws/aws';
import { CallError } from '../../../src/main/aws/errors';
import type { MeshHost } from '../../../src/main/host/port';
import { crawl } from '../../../src/main/usecases/crawl/crawl';
import { parseForms } from '../../../src/main/usecases/crawl/forms';
import { GapBook } from '../../../src/main/usecases/crawl/gap-book';
import { plannedLakeCalls } from '../../../src/main/usecases/crawl/planned-calls';
import { withoutSecrets } from '../../../src/main/usecases/crawl/secrets';
import { cheaperAssignmentPlan } from '../../../src/main/usecases/crawl/tag-assignments';
import { memoryHost } from './memory-host';

describe('forms', () => {
  const form = { tableName: 'orders', columns: [{ columnName: 'id' }] };
  it.each([
    ['a list with JSON texts', [{ formName: 'GlueTableForm', content: JSON.stringify(form) }]],
    ['one JSON text of objects', JSON.stringify({ GlueTableForm: form })],
    ['one JSON text of JSON texts', JSON.stringify({ GlueTableForm: JSON.stringify(form) })],
  ])('are read from %s', (_name, source) => {
    expect(parseForms(source)).toEqual({ GlueTableForm: form });
  });

  it.each([[undefined], ['no json'], ['[1]'], [[{ formName: 'X', content: '{' }]], [[{ content: '{}' }]], [null]])(
    'are empty for %j',
    (source) => expect(parseForms(source)).toEqual({}),
  );
});

describe('Glue connections', () => {
  it('are kept without anything secret', () => {
    const kept = withoutSecrets({
      Name: 'pg',
      ConnectionType: 'JDBC',
      ConnectionProperties: {
        JDBC_CONNECTION_URL: 'jdbc:postgresql://h:5432/db?user=u&password=hunter2&ssl=true',
        USERNAME: 'u',
        PASSWORD: 'hunter2',
        ENCRYPTED_PASSWORD: 'hunter2',
        SECRET_ID: 'hunter2',
        KAFKA_CLIENT_KEYSTORE: 's3://x/hunter2',
        KAFKA_SASL_GSSAPI_KEYTAB: 's3://x/hunter2',
        KAFKA_BOOTSTRAP_SERVERS: 'b-1:9098',
      },
      SparkProperties: {
        'connection.secretId': 'hunter2',
        host: 'mongodb://me:a@hunter2@h/db',
        oracle: 'jdbc:oracle:thin:me/hunter2@//h/db',
      },
      AuthenticationConfiguration: { SecretArn: 'hunter2' },
    });
    expect(JSON.stringify(kept)).not.toContain('hunter2');
    expect(kept.ConnectionProperties).toEqual({
      JDBC_CONNECTION_URL: 'jdbc:postgresql://h:5432/db?user=u&password=***&ssl=true',
      USERNAME: 'u',
      KAFKA_BOOTSTRAP_SERVERS: 'b-1:9098',
    });
  });
});

describe('GapBook', () => {
  const denied = (operation: string): CallError =>
    new CallError(
      'DENIED',
      {
        service: 'glue',
        operation,
        action: `glue:${operation}`,
        profile: 'p',
        account: '111122223333',
        region: 'eu-west-1',
      },
      new Error('no'),
    );

  it('makes one gap of many failures with one cause', () => {
    const book = new GapBook();
    for (const name of ['d', 'c', 'b', 'a', 'e']) book.failed('m', 'tables', denied('GetTables'), name);
    book.failed('m', 'tables', denied('GetTable'), 'x');
    expect(book.gaps()).toEqual([
      {
        member: 'm',
        layer: 'tables',
        kind: 'denied',
        action: 'glue:GetTables',
        account: '111122223333',
        reason: 'glue:GetTables is not allowed for account 111122223333 in eu-west-1 (for a, b, c and 2 more).',
      },
      expect.objectContaining({ action: 'glue:GetTable' }),
    ]);
  });
});

describe('the tag plan', () => {
  it('searches where tables are many and asks each resource where they are few', () => {
    expect(cheaperAssignmentPlan({ tags: [{ values: 3 }], databases: 200, tables: 8_000 })).toEqual({
      plan: 'search',
      calls: 82,
    });
    expect(
      cheaperAssignmentPlan({ tags: Array.from({ length: 9 }, () => ({ values: 2 })), databases: 1, tables: 4 }),
    ).toEqual({
      plan: 'resource',
      calls: 5,
    });
    expect(cheaperAssignmentPlan({ tags: [{ values: 120 }], databases: 50, tables: 60 })).toEqual({
      plan: 'search',
      calls: 6,
    });
  });

  it('agrees with the worked example of the call plan', () => {
    // 200 databases, 8,000 tables, 12 keys with one on everything, 25,000 rows: 390 to 400 calls instead of 16,600.
    const tags = [
      { values: 50, databases: 200, tables: 8_000 },
      ...Array.from({ length: 11 }, () => ({ values: 20, databases: 0, tables: 100 })),
    ];
    const { lakeformation, glue } = plannedLakeCalls({
      permissions: 25_000,
      locations: 1,
      optIns: 1,
      tags,
      sharedTags: 0,
      expressions: 1,
      filters: 1,
      tablesToCrossCheck: 30,
      catalogs: [Array.from({ length: 200 }, () => 40)],
      linkDatabases: 0,
      policies: 1,
      connections: 1,
      crawlers: 1,
      jobs: 1,
    });
    expect(lakeformation + glue).toBeGreaterThan(350);
    expect(lakeformation + glue).toBeLessThan(400);
  });
});

describe('a crawl that cannot be stored', () => {
  it('says so and takes its preview, which knows of no gaps, off the screen', async () => {
    const host = memoryHost();
    const full = fail({ code: 'STORE_DISK_FULL', message: 'The disk is full.' });
    const ask: MeshHost['ask'] = async (name, input) => {
      const answer = await host.ask(name, input);
      return name === 'snapshot.commit' ? (full as never) : answer;
    };
    const result = await crawl(
      { connection: 'test', members: [] },
      {
        host: { ask },
        aws: { counts: () => ({}) } as Aws,
        clock: () => new Date(0),
        signal: new AbortController().signal,
        onProgress: () => undefined,
      },
    );
    expect(result).toEqual(full);
    expect(host.log.slice(-2)).toEqual(['snapshot.commit', 'snapshot.abort']);
  });
});
