// Two literals instead of one shared pattern, so that a bundle can drop the one it does not use.
const cursorPattern = /^([a-z0-9]{1,32})\.(0|[1-9][0-9]{0,15})$/;
export const messageIdPattern = /^([a-z0-9]{1,32})-(0|[1-9][0-9]{0,15})$/;

/** A position in one room's log. A wiped log gets a new epoch, so that old positions are recognized. */
export type Place = { readonly epoch: string; readonly seq: number };

export const cursorOf = ({ epoch, seq }: Place): string => `${epoch}.${seq}`;
export const messageIdOf = ({ epoch, seq }: Place): string => `${epoch}-${seq}`;

/** @returns the position, or `null` if the text is not a cursor. */
export const parseCursor = (text: string): Place | null => parse(cursorPattern, text);

/** @returns the position, or `null` if the text is not a message id. */
export const parseMessageId = (text: string): Place | null => parse(messageIdPattern, text);

function parse(pattern: RegExp, text: string): Place | null {
  const [, epoch, digits] = pattern.exec(text) ?? [];
  const seq = Number(digits);
  return epoch !== undefined && Number.isSafeInteger(seq) ? { epoch, seq } : null;
}
