import { shell } from 'electron';
import { fail, ok, type Result } from '../../core/model/result';
import { isAllowedLink } from './allowed-link';

/** Opens an AWS page in the system browser; anything else is refused in words. */
export async function openLink({ url }: { url: string }): Promise<Result<null>> {
  if (!isAllowedLink(url)) {
    return fail({
      code: 'LINK_REFUSED',
      message: 'Heddle opens only pages of AWS in the browser.',
      wayOut: 'Copy the address and open it yourself if you trust it.',
      detail: url.slice(0, 200),
    });
  }
  await shell.openExternal(url);
  return ok(null);
}
