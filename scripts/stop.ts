/** Ends the process with an error message that says what to do, without a stack trace. */
export function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
