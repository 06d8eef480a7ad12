import { describe, expect, it } from 'vitest';
import { constraintSource } from '../../../../src/main/sandbox/model/constraints';
import { serviceModel } from '../../../../src/main/sandbox/model/operations';
import { SERVICES } from '../../../../src/main/sandbox/model/services';
import type { ServiceId } from '../../../../src/main/sandbox/service';
import { anyClient } from '../../../support/sdk-clients';

interface ClientConfig {
  protocol: { getShapeId(): string };
  protocolSettings?: { version?: string; serviceTarget?: string; xmlNamespace?: string };
  httpAuthSchemeProvider(context: object): { schemeId: string; signingProperties?: { name?: string } }[];
}

const PROTOCOLS: Record<string, string> = {
  'aws.protocols#awsJson1_1': 'json-1.1',
  'aws.protocols#restJson1': 'rest-json',
  'aws.protocols#awsQuery': 'query',
};

const IDS = Object.keys(SERVICES) as ServiceId[];

describe.each(IDS)('the hand-written row of %s', (id) => {
  const client = anyClient(id, {
    region: 'eu-central-1',
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const config = client.config as unknown as ClientConfig;
  const row = SERVICES[id];

  it('agrees with the client on protocol, version, target and namespace', () => {
    expect(PROTOCOLS[config.protocol.getShapeId()]).toBe(row.protocol);
    const settings = config.protocolSettings ?? {};
    if (row.protocol === 'query') expect(settings.xmlNamespace).toBe(row.xmlns);
    if (row.protocol === 'json-1.1') expect(settings.serviceTarget).toBe(row.target);
    expect(constraintSource(id).apiVersion).toBe(row.version);
  });

  it('agrees with the client on the signing name and on what is unsigned', () => {
    const unsigned: string[] = [];
    const names = new Set<string | undefined>();
    for (const operation of serviceModel(id).operationNames) {
      const context = { operation, region: 'eu-central-1', Region: 'eu-central-1' };
      const schemes = config.httpAuthSchemeProvider(context);
      if (schemes[0]?.schemeId === 'smithy.api#noAuth') unsigned.push(operation);
      else names.add(schemes[0]?.signingProperties?.name);
    }
    expect(unsigned.filter((name) => !constraintSource(id).unsigned.includes(name))).toEqual([]);
    expect(constraintSource(id).unsigned.filter((name) => !unsigned.includes(name))).toEqual([]);
    expect([...names].filter((name) => name !== row.signingName)).toEqual([]);
  });

  it('names codes that the client models, except in the query protocol and for failures of the portal itself', () => {
    const modelled = (code: string): boolean => serviceModel(id).error(code) !== undefined;
    if (row.protocol !== 'query') {
      expect(modelled(row.validation.code), row.validation.code).toBe(true);
      expect(modelled(row.throttle.code), row.throttle.code).toBe(true);
      if (id !== 'sso') expect(modelled(row.internal), row.internal).toBe(true);
    }
  });
});

it('covers the operations of nine services', () => {
  const counts = IDS.map((id) => serviceModel(id).operationNames.length);
  expect(counts.reduce((a, b) => a + b, 0)).toBeGreaterThan(800);
});
