import { type Fault, fault } from './errors.ts';

/** What an act that may be refused gives: a refusal is a value, a throw is a defect. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault };

export const refused = (...reason: Parameters<typeof fault>): { ok: false; fault: Fault } => ({
  ok: false,
  fault: fault(...reason),
});
