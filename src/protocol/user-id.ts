import * as v from 'valibot';
import { ASSISTANT_ID } from './answer-state.ts';
import { fold } from './fold.ts';
import { USER_ID_CHARS } from './limits.ts';

/** A person's id from a token [R8]. Operators choose the ids of their own users. */
export const userIdSchema = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^[^\\p{C}\\p{Z}]{1,${USER_ID_CHARS}}$`, 'u'),
    `must be 1 to ${USER_ID_CHARS} characters without spaces`,
  ),
  v.check((id) => fold(id) !== ASSISTANT_ID, "is the assistant's"),
);
