import type { HttpHandlerOptions } from '@smithy/types';
import type { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** A request was about to leave for a host that this run must not reach. */
export class ForeignHostError extends Error {
  override readonly name = 'ForeignHostError';
  readonly host: string;
  constructor(host: string) {
    super(`Heddle refused to send a request to ${host}.`);
    this.host = host;
  }
}

/**
 * The SDK's own handler behind a check of the host. In sandbox mode only the sandbox passes, so that a forgotten endpoint
 * can never carry practice data, or the sandbox's keys, to real AWS.
 */
export class GuardedHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #inner: NodeHttpHandler;
  readonly #allowHost: (host: string) => boolean;

  constructor(allowHost: (host: string) => boolean, maxSockets = 64) {
    this.#allowHost = allowHost;
    this.#inner = new NodeHttpHandler({
      connectionTimeout: 5_000,
      requestTimeout: 120_000,
      throwOnRequestTimeout: true,
      socketAcquisitionWarningTimeout: 60_000,
      httpAgent: { keepAlive: true, maxSockets },
      httpsAgent: { keepAlive: true, maxSockets },
    });
  }

  /** `host:port`, the port only where the URL names one. */
  async handle(request: HttpRequest, options?: HttpHandlerOptions): Promise<{ response: HttpResponse }> {
    const host = request.port ? `${request.hostname}:${String(request.port)}` : request.hostname;
    if (!this.#allowHost(host)) throw new ForeignHostError(host);
    return (await this.#inner.handle(request as never, options)) as { response: HttpResponse };
  }

  destroy(): void {
    this.#inner.destroy();
  }

  updateHttpClientConfig(): void {
    return undefined;
  }

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}
