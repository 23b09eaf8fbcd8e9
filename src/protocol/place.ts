// Written out twice: as literals, a bundle that needs only one leaves the other out.
const cursorPattern = /^([a-z0-9]{1,32})\.(0|[1-9][0-9]{0,15})$/;
export const messageIdPattern = /^([a-z0-9]{1,32})-(0|[1-9][0-9]{0,15})$/;

/** A place in one room's log. The epoch changes when the log does, so that old places are told apart. */
export type Place = { readonly epoch: string; readonly seq: number };

export const cursorOf = ({ epoch, seq }: Place): string => `${epoch}.${seq}`;
export const messageIdOf = ({ epoch, seq }: Place): string => `${epoch}-${seq}`;

/** @returns the place, or `null` where the text is no cursor. */
export const parseCursor = (text: string): Place | null => parse(cursorPattern, text);

/** @returns the place, or `null` where the text is no message id. */
export const parseMessageId = (text: string): Place | null => parse(messageIdPattern, text);

function parse(pattern: RegExp, text: string): Place | null {
  const [, epoch, digits] = pattern.exec(text) ?? [];
  const seq = Number(digits);
  return epoch !== undefined && Number.isSafeInteger(seq) ? { epoch, seq } : null;
}
