import * as v from 'valibot';
import { type Fault, fault } from '../../protocol/errors.ts';
import { personName } from '../../protocol/text.ts';
import { LookAlike } from './look-alike.ts';

/** Names that nobody may take, nor any that looks like one of them [R7]. */
export class ReservedNames {
  readonly #names: readonly LookAlike[];

  constructor(names: readonly string[]) {
    this.#names = names.map((name) => new LookAlike(name));
  }

  /** What is wrong with a name that somebody wants; `undefined` where it is free. */
  fault(name: string): Fault | undefined {
    return this.#names.some((reserved) => reserved.matches(name))
      ? fault('bad_request', '"name" is reserved, or looks like one that is.')
      : undefined;
  }
}

/**
 * Reads `RESERVED_NAMES`: names with commas, those of other scripts too, or line breaks between them.
 * @throws Error that names the variable, where one of them could not be anybody's name.
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
