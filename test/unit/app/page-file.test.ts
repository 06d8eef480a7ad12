import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageFile } from '../../../src/main/app/page-file';

const FOLDER = join(sep, 'opt', 'heddle', 'renderer');

describe('a request for a file of the page', () => {
  it.each([
    ['app://console/', 'index.html', 'text/html; charset=utf-8'],
    ['app://console/access/some-table', 'index.html', 'text/html; charset=utf-8'],
    ['app://console/assets/index-1.js?v=2', 'assets/index-1.js', 'text/javascript; charset=utf-8'],
    ['app://console/assets/x.css', 'assets/x.css', 'text/css; charset=utf-8'],
  ])('%s', (url, path, type) => {
    expect(pageFile(FOLDER, 'GET', url)).toEqual({ path: join(FOLDER, path), type });
  });

  it.each([
    ['POST', 'app://console/', 405],
    ['GET', 'app://elsewhere/index.html', 403],
    ['GET', 'app://console/%2e%2e%2f%2e%2e%2fetc/shadow.json', 403],
    ['GET', 'app://console/..%2Fsecrets.json', 403],
    ['GET', 'app://console/..%5Csecrets.json', 400],
    ['GET', 'app://console/x%00.html', 400],
    ['GET', 'app://console/%E0%A4%A', 400],
    ['GET', 'app://console/native.node', 404],
    ['GET', 'app://console/.sources.exe', 404],
  ])('%s %s is refused', (method, url, status) => {
    expect(pageFile(FOLDER, method, url)).toEqual({ status });
  });
});
