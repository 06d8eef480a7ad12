/**
 * A failure of the generic layer, before or around a handler: `code` goes out as it is, in the service's own error form.
 * Handlers throw `ServiceError` instead.
 */
export class WireError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** What the JSON services say about a body that does not have the shape of the input. */
export const serialization = (message: string): WireError => new WireError('SerializationException', message, 400);
