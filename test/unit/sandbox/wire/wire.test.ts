import { describe, expect, it } from 'vitest';
import { serviceModel, type Operation } from '../../../../src/main/sandbox/model/operations';
import type { ServiceId } from '../../../../src/main/sandbox/service';
import { readQuery } from '../../../../src/main/sandbox/wire/read-query';
import { numberFromText, timestampFromText, timestampToText } from '../../../../src/main/sandbox/wire/scalars';
import { respond, respondError } from '../../../../src/main/sandbox/wire/respond';
import { xmlText } from '../../../../src/main/sandbox/wire/encode-xml';
import { SERVICES } from '../../../../src/main/sandbox/model/services';
import { matchRoute, servicesWithRoute } from '../../../../src/main/sandbox/server/route';

const operation = (service: ServiceId, name: string): Operation => {
  const found = serviceModel(service).operation(name);
  if (!found) throw new Error(name);
  return found;
};

describe('query input', () => {
  it('reads numbered lists in order and the empty list', () => {
    const { input } = operation('sts', 'AssumeRole');
    const read = readQuery(input, [
      ['RoleArn', 'arn'],
      ['TransitiveTagKeys.member.10', 'b'],
      ['TransitiveTagKeys.member.9', 'a'],
      ['Tags.member.1.Key', 'k'],
      ['Tags.member.1.Value', ''],
      ['PolicyArns', ''],
      ['DurationSeconds', '900'],
      ['Unknown.member.1', 'x'],
    ]);
    expect(read).toEqual({
      RoleArn: 'arn',
      TransitiveTagKeys: ['a', 'b'],
      Tags: [{ Key: 'k', Value: '' }],
      PolicyArns: [],
      DurationSeconds: 900,
    });
  });

  it('refuses values of the wrong type and endless nesting', () => {
    const { input } = operation('sts', 'AssumeRole');
    expect(() => readQuery(input, [['DurationSeconds', 'abc']])).toThrow(/can not be converted/);
    expect(() => readQuery(input, [['A.'.repeat(40), 'x']])).toThrow(/nested too deeply/);
  });
});

describe('scalars', () => {
  it('reads only numbers as numbers', () => {
    expect(numberFromText('-5', { type: 'integer' })).toBe(-5);
    expect(numberFromText('1e3', undefined)).toBe(1000);
    for (const text of ['', ' 5', '0x10', '1.5', '5a'])
      expect(() => numberFromText(text, { type: 'integer' })).toThrow();
  });

  it('reads and writes times in the three forms', () => {
    const date = new Date('2026-11-23T10:00:00.250Z');
    expect(timestampToText(date, 'epoch-seconds')).toBe('1795428000.25');
    expect(timestampToText(date, 'date-time')).toBe('2026-11-23T10:00:00.250Z');
    expect(timestampToText(new Date('2026-11-23T10:00:00Z'), 'date-time')).toBe('2026-11-23T10:00:00Z');
    expect(timestampFromText('1795428000.25', 'epoch-seconds')).toEqual(date);
    expect(timestampFromText('2026-11-23T11:00:00.25+01:00', 'date-time')).toEqual(date);
    for (const text of ['yesterday', '2026-11-23', '5']) expect(() => timestampFromText(text, 'date-time')).toThrow();
  });
});

describe('output', () => {
  it('lets nothing out that the shape does not have', () => {
    const answer = respond(
      operation('glue', 'GetDatabases'),
      { DatabaseList: [{ Name: 'a', Secret: 'x', Description: undefined }], More: 1 },
      'r',
    );
    expect(JSON.parse(String(answer.body))).toEqual({ DatabaseList: [{ Name: 'a' }] });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'r' });
  });

  it('keeps empty lists and writes times as seconds', () => {
    const answer = respond(
      operation('lakeformation', 'ListPermissions'),
      { PrincipalResourcePermissions: [{ Permissions: [], LastUpdated: new Date(1500) }] },
      'r',
    );
    expect(String(answer.body)).toBe('{"PrincipalResourcePermissions":[{"Permissions":[],"LastUpdated":1.5}]}');
  });

  it('answers 204 with neither body nor content type, and 201 as modelled', () => {
    const gone = respond(operation('datazone', 'DeleteProject'), {}, 'r');
    expect([gone.status, gone.body, gone.headers['content-type']]).toEqual([204, '', undefined]);
    expect(respond(operation('datazone', 'CreateProject'), { id: 'x' }, 'r').status).toBe(201);
  });

  it('leaves control characters out of XML and escapes the rest', () => {
    expect(xmlText('a\u0001<b>&"\r\n')).toBe('a&lt;b&gt;&amp;&quot;&#xD;\n');
  });
});

describe('errors', () => {
  it('use the message member that the shape has', () => {
    const modelled = serviceModel('lakeformation').error('AccessDeniedException');
    const failure = { code: 'AccessDeniedException', message: 'no', status: 400, modelled };
    const answer = respondError(SERVICES.lakeformation, failure, 'r');
    expect(JSON.parse(String(answer.body))).toEqual({ Message: 'no' });
    expect(answer.headers['x-amzn-errortype']).toBe('AccessDeniedException');
  });

  it('use the code of the query protocol and nothing else', () => {
    const modelled = serviceModel('iam').error('NoSuchEntityException');
    expect(modelled).toMatchObject({ code: 'NoSuchEntity', status: 404 });
    const answer = respondError(
      SERVICES.iam,
      { code: 'NoSuchEntity', message: 'a < b', status: 404, modelled, members: {} },
      'r',
    );
    expect(String(answer.body)).toBe(
      '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>NoSuchEntity</Code>' +
        '<Message>a &lt; b</Message></Error><RequestId>r</RequestId></ErrorResponse>',
    );
  });

  it('of SSO-OIDC carry the OAuth words and the suffix in the header', () => {
    const modelled = serviceModel('sso-oidc').error('AuthorizationPendingException');
    const answer = respondError(
      SERVICES['sso-oidc'],
      { code: 'AuthorizationPendingException', message: 'wait', status: 400, modelled },
      'r',
    );
    expect(JSON.parse(String(answer.body))).toEqual({ error: 'authorization_pending', error_description: 'wait' });
    expect(answer.headers['x-amzn-errortype']).toBe(
      'AuthorizationPendingException:http://internal.amazon.com/coral/com.amazonaws.ssooidc/',
    );
  });
});

describe('routes', () => {
  it('decode labels per segment, dots and slashes included', () => {
    const match = matchRoute('datazone', 'GET', '/v2/domains/a%2Fb%20%C3%A9/projects/%2e%2e', []);
    expect(match).toEqual({ operation: 'GetProject', labels: { domainIdentifier: 'a/b é', identifier: '..' } });
    expect(matchRoute('datazone', 'GET', '/v2/domains/%zz', [])).toBeUndefined();
  });

  it('tell operations apart by a literal query parameter', () => {
    expect(matchRoute('sso-oidc', 'POST', '/token', [])?.operation).toBe('CreateToken');
    expect(matchRoute('sso-oidc', 'POST', '/token', [['aws_iam', 't']])?.operation).toBe('CreateTokenWithIAM');
  });

  it('of all services share one port without a collision', () => {
    for (const id of ['datazone', 'lakeformation', 'ram', 'sso', 'sso-oidc'] as const) {
      const model = serviceModel(id);
      for (const name of model.operationNames) {
        const { method, uri } = model.http(name);
        const [path = '', query = ''] = uri.replace(/\{[^}]+\}/g, 'x').split('?');
        const pairs = [...new URLSearchParams(query)] as [string, string][];
        expect(servicesWithRoute(method, path, pairs), `${id} ${name}`).toEqual([id]);
        expect(matchRoute(id, method, path, pairs)?.operation).toBe(name);
      }
    }
  });
});
