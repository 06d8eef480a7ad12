import type { Trouble } from '../../core/model/result';

/** Why the sandbox did not start, in words. */
export function troubleFrom(error: unknown): Trouble {
  const { code, message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { code: undefined, message: String(error) };
  if (code === 'EADDRINUSE') {
    return {
      code: 'SANDBOX_PORT',
      message: 'The port is already in use.',
      wayOut: 'Choose another one, or none.',
      detail: message,
    };
  }
  return {
    code: 'SANDBOX_START',
    message: 'The sandbox could not start.',
    wayOut: 'Start Heddle again.',
    detail: message,
  };
}
