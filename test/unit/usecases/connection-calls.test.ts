import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../src/core/model/result';
import type { Aws } from '../../../src/main/aws/aws';
import { connectionCalls } from '../../../src/main/usecases/connection-calls';
import { createSignInDesk } from '../../../src/main/usecases/sign-in-desk';

type Deps = Parameters<typeof connectionCalls>[0];

const never = new AbortController().signal;

describe('signing in while a crawl waits', () => {
  it.each([
    ['a code that cannot be had', fail({ code: 'AWS_NETWORK', message: 'No way there.' }), false],
    ['a code', ok({ userCode: 'ABCD-EFGH' }), undefined],
  ])('%s: the crawl learns what concerns it', async (_name, started, expected) => {
    const desk = createSignInDesk();
    const person = { signIn: { start: () => started }, startUrl: () => Promise.resolve('https://sso') };
    const calls = connectionCalls({
      desk,
      doors: { sandboxIfOpen: () => undefined, person: person as unknown as Aws } as unknown as Deps['doors'],
      state: { get: () => ({ connection: null }) } as unknown as Deps['state'],
      book: {} as Deps['book'],
      screen: {} as Deps['screen'],
    });
    let heard: boolean | undefined;
    void desk.wait('https://sso', () => undefined, never).then((signedIn) => (heard = signedIn));
    expect(await calls['signin.start']({ profile: 'analyst' }, never)).toBe(started);
    await Promise.resolve();
    expect(heard).toBe(expected);
  });
});
