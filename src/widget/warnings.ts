// What the author of a page should know about their chat's attributes. Their visitors never notice it.
import { ATTRIBUTES } from './names.ts';

/** Attributes that take one of a few words. The others take any text, or only need to be there. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  mode: ['bubble', 'inline', 'page'],
  position: ['start', 'end'],
  layer: ['top'],
  launcher: ['none'],
  theme: ['light', 'dark', 'auto'],
  dir: ['ltr', 'rtl', 'auto'],
};

/** Frameworks write these for what is not there. */
const NOTHING: readonly string[] = ['', 'false', 'null', 'undefined'];

/** As the script's `data-hide-presence` comes. */
const KNOWN: readonly string[] = [...ATTRIBUTES, 'hidepresence'];

/** A sentence about each attribute that does nothing because of a slip. */
export function warningsAbout(attributes: Iterable<{ name: string; value: string }>): string[] {
  return [...attributes].flatMap(({ name, value }) => {
    const values = VALUES[name];
    if (values && ![...values, ...NOTHING].includes(value))
      return [`"${name}" must be ${values.join(' or ')}, not "${value}".`];
    if (KNOWN.includes(name)) return [];
    // Pages and frameworks add attributes of their own, so only what resembles one of ours is a slip.
    const meant = KNOWN.find((known) => slips(name, known) <= (known.length < 6 ? 1 : 2));
    return meant ? [`There is no attribute "${name}". Did you mean "${meant}"?`] : [];
  });
}

/** How many characters were added, left out or mistaken, by Levenshtein. */
function slips(one: string, other: string): number {
  let above = [...other, ''].map((_, at) => at);
  for (const [row, left] of [...one].entries()) {
    const line = [row + 1];
    for (const [at, right] of [...other].entries())
      line.push(
        Math.min(
          (line[at] ?? 0) + 1,
          (above[at + 1] ?? 0) + 1,
          (above[at] ?? 0) + Number(left !== right),
        ),
      );
    above = line;
  }
  return above[other.length] ?? 0;
}

/** Tells the author of the page. */
export function warnAbout(chat: Element): void {
  // The build takes out what is written to the console otherwise: libraries have much to say.
  const { console: authors } = window;
  for (const warning of warningsAbout(chat.attributes)) authors.warn(`edgewise-chat: ${warning}`);
}
