import type { LocalAnswer } from '../server/http';
import type { HttpRequest } from '../wire/read-rest';
import type { World } from '../world';
import { defaultUser, signIn, ssoSession } from './sign-in';

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const html = (status: number, title: string, inner: string): LocalAnswer => ({
  status,
  contentType: 'text/html; charset=utf-8',
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><main><h1>${title}</h1>${inner}</main></body></html>`,
});

/** The page behind `verificationUriComplete`: a person compares the code and allows or denies the device. */
export function devicePage(world: World, request: HttpRequest, now: Date): LocalAnswer | undefined {
  if (request.path !== '/device') return undefined;
  if (request.method === 'GET') return form(world, request.query.find(([name]) => name === 'user_code')?.[1] ?? '');
  if (request.method === 'POST') return decide(world, new URLSearchParams(request.body.toString('utf8')), now);
  return html(405, 'Not allowed', '');
}

function form(world: World, code: string): LocalAnswer {
  const chosen = defaultUser(world);
  const options = ssoSession(world)
    .users.map((user) => `<option${user === chosen ? ' selected' : ''}>${escape(user)}</option>`)
    .join('');
  return html(
    200,
    'Sign in to the Heddle sandbox',
    `<form method="post" action="/device"><p><label>Code <input name="user_code" value="${escape(code)}"></label></p>` +
      `<p><label>Person <select name="user">${options}</select></label></p>` +
      '<p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></p></form>',
  );
}

function decide(world: World, fields: URLSearchParams, now: Date): LocalAnswer {
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
