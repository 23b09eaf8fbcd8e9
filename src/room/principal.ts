import type { Role, User } from '../protocol/message.ts';

/**
 * Who is acting, with role and limits. The Worker authenticates it, and the room trusts the result.
 */
export type Principal = {
  readonly user: User;
  readonly role: Role;
  /** Listed in presence by name, and not only counted in `online`. */
  readonly named: boolean;
  /** Connects without the subprotocol: it gets one JSON object per WebSocket message. */
  readonly plain: boolean;
  /** When the token expires, in ms since 1970; `null` without a token. */
  readonly expiresAt: number | null;
  /** The client's IPv4 address or IPv6 /64; absent if the platform does not provide it. */
  readonly address?: string;
};

/**
 * Whether the principal has no token: a reader, or a guest whose identity ends with the connection.
 */
export const isAnonymous = ({ expiresAt }: Principal): boolean => expiresAt === null;

/** The header with the principal, from the Worker to the room. Clients cannot set it. */
export const PRINCIPAL_HEADER = 'edgewise-visitor';

// Names may contain any letter, but headers only ASCII, so the JSON is percent-encoded.
export const encodePrincipal = (principal: Principal): string =>
  encodeURIComponent(JSON.stringify(principal));
export const decodePrincipal = (header: string): Principal =>
  JSON.parse(decodeURIComponent(header));
