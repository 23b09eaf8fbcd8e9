/** The version of the wire. A change that an old client would misread raises it. */
export const PROTOCOL_VERSION = 1;

/** The WebSocket subprotocol that names it. A socket without it is a plain client [R10]. */
export const SUBPROTOCOL = 'edgewise.v1';

/** Answered by the platform with PONG without waking the room, so both must match to the byte [R50]. */
export const PING = 'ping';
export const PONG = 'pong';
