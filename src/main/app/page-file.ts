import { extname, join, normalize, sep } from 'node:path';
import { isOfOrigin, ORIGIN } from './origin';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

export interface PageFile {
  path: string;
  type: string;
}

/**
 * The file of `folder` that a request asks for, or the HTTP status to refuse it with. A path without an extension is a
 * route of the page itself.
 */
export function pageFile(folder: string, method: string, url: string): PageFile | { status: 400 | 403 | 404 | 405 } {
  if (method !== 'GET') return { status: 405 };
  if (!isOfOrigin(url, ORIGIN)) return { status: 403 };
  let wanted: string;
  try {
    wanted = decodeURIComponent(new URL(url).pathname);
  } catch {
    return { status: 400 };
  }
  if (wanted.includes('\0') || wanted.includes('\\')) return { status: 400 };
  const path = normalize(join(folder, extname(wanted) === '' ? 'index.html' : wanted));
  if (!path.startsWith(normalize(folder) + sep)) return { status: 403 };
  const type = TYPES[extname(path).toLowerCase()];
  return type === undefined ? { status: 404 } : { path, type };
}
