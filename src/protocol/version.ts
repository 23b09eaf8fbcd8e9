/** The protocol version. It is raised for a change that old clients would misread. */
export const PROTOCOL_VERSION = 1;

/** The WebSocket subprotocol that names this version. A socket without it is a plain client [R10]. */
export const SUBPROTOCOL = 'edgewise.v1';

/** The platform answers this with PONG without waking the room, so both must match exactly [R50]. */
export const PING = 'ping';
export const PONG = 'pong';
