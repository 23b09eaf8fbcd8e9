import type { Role, User } from '../protocol/message.ts';

/** Who is on the other end, as the Worker found out; the room takes its word. */
export type Principal = {
  readonly user: User;
  readonly role: Role;
  /** Counted among the people, not only in `online`. */
  readonly named: boolean;
  /** Speaks without the subprotocol: one JSON object per WebSocket message. */
  readonly plain: boolean;
  /** When the identity ends, in ms since 1970; `null` where it lasts as long as the connection. */
  readonly expiresAt: number | null;
  /** Where they come from: an IPv4 address or an IPv6 /64; absent where the platform does not say. */
  readonly address?: string;
};

/** Whether someone came without a token: a reader, or a guest for as long as their connection lasts. */
export const isAnonymous = ({ expiresAt }: Principal): boolean => expiresAt === null;

/** The header that carries the principal from the Worker to the room; no client's header gets that far. */
export const PRINCIPAL_HEADER = 'edgewise-visitor';

// Names hold any letter, headers only ASCII.
export const encodePrincipal = (principal: Principal): string =>
  encodeURIComponent(JSON.stringify(principal));
export const decodePrincipal = (header: string): Principal =>
  JSON.parse(decodeURIComponent(header));
