import { type Fault, fault } from './errors.ts';

/** The result of an operation that may be rejected. A rejection is a value; an exception is a bug. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault };

export const refused = (...reason: Parameters<typeof fault>): { ok: false; fault: Fault } => ({
  ok: false,
  fault: fault(...reason),
});
