import { FailureError, type Failure } from '../../../shared/kernel/result';

/** Refuses a commit: nothing of it was written. */
export function refuse(code: string, message: string, details?: Failure['details']): never {
  throw new FailureError(details ? { code, message, details } : { code, message });
}
