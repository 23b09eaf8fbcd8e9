import { type Fault, fault } from '../../protocol/errors.ts';
import type { Principal } from '../principal.ts';

/** `read`: open to readers, who have no name. `write`: for people. */
export type Permission = 'read' | 'write';

/** Why a principal may not do something; `undefined` if they may [I15]. */
export const permissionFault = (
  { role }: Pick<Principal, 'role'>,
  permission: Permission,
): Fault | undefined =>
  role === 'reader' && permission === 'write'
    ? fault('unauthorized', 'Name yourself first: POST /api/session, then connect with its token.')
    : undefined;
