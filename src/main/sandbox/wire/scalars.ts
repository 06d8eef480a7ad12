import type { Rule } from '../model/constraints';
import { serialization } from './errors';

/** Numbers as text: query strings, headers and the query protocol. */
export function numberFromText(text: string, rule: Rule | undefined): number {
  const integer = rule?.type !== undefined;
  const pattern = integer ? /^[+-]?\d+$/ : /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
  if (!integer && /^(NaN|-?Infinity)$/.test(text)) return Number(text);
  if (!pattern.test(text))
    throw serialization(`Value '${text}' can not be converted to ${integer ? 'an Integer' : 'a Number'}`);
  return Number(text);
}

export function booleanFromText(text: string): boolean {
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw serialization(`Value '${text}' can not be converted to a Boolean`);
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';

export function timestampFromText(text: string, format: TimestampFormat): Date {
  const seconds = format === 'epoch-seconds' && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);
  const date = seconds ? new Date(Number(text) * 1000) : new Date(text);
  const plausible =
    seconds || (format === 'date-time' && DATE_TIME.test(text)) || (format === 'http-date' && /GMT$/.test(text));
  if (!plausible || Number.isNaN(date.getTime()))
    throw serialization(`Value '${text}' can not be converted to a Timestamp`);
  return date;
}

export function timestampToText(date: Date, format: TimestampFormat): string {
  if (format === 'epoch-seconds') return String(date.getTime() / 1000);
  if (format === 'http-date') return date.toUTCString();
  return date.toISOString().replace('.000Z', 'Z');
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function bytesFromBase64(text: string): Uint8Array {
  if (!BASE64.test(text)) throw serialization('Unable to decode a base64 value');
  return new Uint8Array(Buffer.from(text, 'base64'));
}

export const base64FromBytes = (value: unknown): string =>
  Buffer.from(value instanceof Uint8Array ? value : String(value)).toString('base64');
