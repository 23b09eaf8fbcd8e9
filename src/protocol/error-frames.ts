import { ERRORS, type Fault } from './errors.ts';
import type { FrameOf } from './frames.ts';

/** The frame that answers a command with an error. */
export const errorFrame = (
  { code, message, retryAfterMs }: Fault,
  cid?: string,
): FrameOf<'error'> => ({
  type: 'error',
  code,
  message,
  ...(cid !== undefined && { cid }),
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

/** The frame that announces a close with the code of an error. */
export const byeFrame = ({ code, retryAfterMs }: Omit<Fault, 'message'>): FrameOf<'bye'> => ({
  type: 'bye',
  code: ERRORS[code].close,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});
