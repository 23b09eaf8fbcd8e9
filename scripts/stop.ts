/** Ends the command with a sentence that says what to do; a stack trace would only hide it. */
export function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
