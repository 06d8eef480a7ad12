import { createHash } from 'node:crypto';
import type { LocalAnswer } from '../server/http';
import type { HttpRequest } from '../wire/read-rest';
import type { World } from '../world';
import { defaultUser, secret, signIn, ssoSession } from './sign-in';

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const STYLE =
  ':root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}main{max-width:28rem;margin:10vh auto;padding:0 1rem}' +
  'h1{font-size:1.4rem}label{display:block}input,select{display:block;width:100%;box-sizing:border-box}' +
  'input,select,button{font:inherit;padding:.4rem .6rem}';

const html = (status: number, title: string, inner: string): LocalAnswer => ({
  status,
  contentType: 'text/html; charset=utf-8',
  style: `sha256-${createHash('sha256').update(STYLE).digest('base64')}`,
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${inner}</main></body></html>`,
});

/** Pages that may be open at once; an older one has to be loaded again. */
const MOST_PAGES = 100;

/**
 * The page behind `verificationUriComplete`: a person compares the code and allows or denies the device. The decision is a
 * GET too, because a browser sends an Origin with every POST and the sandbox refuses them all; that no other page can make
 * it is the work of a token that only the page itself has.
 */
export function devicePage(world: World, request: HttpRequest, now: Date): LocalAnswer | undefined {
  if (request.path !== '/device') return undefined;
  if (request.method !== 'GET') return html(405, 'Not allowed', '');
  const fields = new Map(request.query);
  return fields.has('decision') ? decide(world, fields, now) : form(world, fields.get('user_code') ?? '');
}

function form(world: World, code: string): LocalAnswer {
  const { pages } = signIn(world);
  const page = secret(16);
  for (const oldest of [...pages].slice(0, Math.max(0, pages.size + 1 - MOST_PAGES))) pages.delete(oldest);
  pages.add(page);
  const chosen = defaultUser(world);
  const options = ssoSession(world)
    .users.map((user) => `<option${user === chosen ? ' selected' : ''}>${escape(user)}</option>`)
    .join('');
  return html(
    200,
    'Sign in to the Heddle sandbox',
    `<p>Somebody asks to act for a person of this sandbox. Allow it only if this is the code you were shown.</p><form action="/device"><input type="hidden" name="page" value="${page}"><p><label>Code <input name="user_code" value="${escape(code)}"></label></p>` +
      `<p><label>Person <select name="user">${options}</select></label></p>` +
      '<p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></p></form>',
  );
}

function decide(world: World, fields: ReadonlyMap<string, string>, now: Date): LocalAnswer {
  if (!signIn(world).pages.delete(fields.get('page') ?? '')) {
    return html(403, 'This page was answered already', '<p>Open the link in Heddle again.</p>');
  }
  const code = (fields.get('user_code') ?? '').toUpperCase();
  const grant = [...signIn(world).devices.values()].find((one) => one.userCode === code);
  if (grant?.state.kind !== 'pending' || grant.expires <= now) {
    return html(400, 'The code is not valid', '<p>Start again in Heddle.</p>');
  }
  if (fields.get('decision') !== 'allow') {
    grant.state = { kind: 'denied' };
    return html(200, 'Request denied', '<p>You can close this window.</p>');
  }
  const user = fields.get('user') ?? defaultUser(world);
  if (!ssoSession(world).users.includes(user)) return html(400, 'There is no such person', '');
  grant.state = { kind: 'allowed', user };
  return html(200, 'Request approved', '<p>You can close this window.</p>');
}
