/** Why an answer failed, as a sentence for people, by the error code. */
export const ANSWER_ERRORS: Readonly<Record<string, string>> = {
  assistant_busy: 'The assistant has too much to do; try again in a moment.',
  assistant_limit: 'That is enough asked for now; try again later.',
  assistant_refused: 'The model does not answer this.',
  assistant_too_long: 'This is more than the model reads or writes at once; ask for less.',
  assistant_timeout: 'The model took too long to answer.',
  assistant_unavailable: 'The model cannot be reached at the moment.',
};
