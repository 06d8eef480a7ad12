import { ServiceError } from '../../service';
import type { Call } from '../../service';

/** The modelled errors of DataZone; each carries a message only (datazone 2.4). */
export const notFound = (what: string, id: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `${what} ${id} was not found`);

export const invalid = (message: string): ServiceError => new ServiceError('ValidationException', message);

export const conflict = (message: string): ServiceError => new ServiceError('ConflictException', message);

/** DataZone's own refusal: the user profile lacks a role. It names no IAM action, unlike IAM's (datazone 7). */
export const notPermitted = (call: Call): ServiceError =>
  new ServiceError('AccessDeniedException', `User is not permitted to perform operation: ${call.operation}`);

/** A decision on something already decided; AWS does not say which of the two it raises (datazone 2.4). */
export const decided = (call: Call, message: string): ServiceError =>
  call.variants['dz-decided-error'] === 'conflict' ? conflict(message) : invalid(message);
