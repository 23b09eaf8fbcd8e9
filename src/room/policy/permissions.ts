import { type Fault, fault } from '../../protocol/errors.ts';
import type { Principal } from '../principal.ts';

/** `read`: everyone, including readers, who have no name. `write`: everyone except readers. */
export type Permission = 'read' | 'write';

/** @returns why a principal lacks a permission, or `undefined` if it has it [I15]. */
export const permissionFault = (
  { role }: Pick<Principal, 'role'>,
  permission: Permission,
): Fault | undefined =>
  role === 'reader' && permission === 'write'
    ? fault('unauthorized', 'Name yourself first: POST /api/session, then connect with its token.')
    : undefined;
