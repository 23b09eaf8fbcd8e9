import * as v from 'valibot';
import { type Fault, fault } from '../../protocol/errors.ts';
import { personName } from '../../protocol/text.ts';
import { LookAlike } from './look-alike.ts';

/** Names that no user may take. Names that look like one of them are rejected too [R7]. */
export class ReservedNames {
  readonly #names: readonly LookAlike[];

  constructor(names: readonly string[]) {
    this.#names = names.map((name) => new LookAlike(name));
  }

  /** @returns why a user may not take the name, or `undefined` if it is free. */
  fault(name: string): Fault | undefined {
    return this.#names.some((reserved) => reserved.matches(name))
      ? fault('bad_request', '"name" is reserved, or looks like one that is.')
      : undefined;
  }
}

/**
 * Reads `RESERVED_NAMES`: a list separated by commas, semicolons (also those of other scripts) or
 * line breaks.
 * @param maxChars the longest valid name, in characters.
 * @returns the names, without empty ones.
 * @throws Error that names the variable if an entry is not a valid user name.
 */
export function reservedFrom(given: string | undefined, maxChars: number): string[] {
  const names = (given ?? '').split(/[,，、،;；\n]/).filter((name) => name.trim() !== '');
  return names.map((name) => {
    const parsed = v.safeParse(personName(maxChars), name);
    if (!parsed.success)
      throw new Error(
        `RESERVED_NAMES must be names of at most ${maxChars} characters, with commas.`,
      );
    return parsed.output;
  });
}
