// Console warnings about mistakes in the element's attributes, for developers of host pages.
import { ATTRIBUTES } from './public-names.ts';

/** Attributes with a fixed set of values. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  mode: ['bubble', 'inline', 'page'],
  position: ['start', 'end'],
  layer: ['top'],
  launcher: ['none'],
  theme: ['light', 'dark', 'auto'],
  dir: ['ltr', 'rtl', 'auto'],
};

/** How frameworks write missing values. */
const NOTHING: readonly string[] = ['', 'false', 'null', 'undefined'];

/** Includes `data-hide-presence` of the script, whose dataset spells it without the hyphen. */
const KNOWN: readonly string[] = [...ATTRIBUTES, 'hidepresence'];

/** A warning for each attribute that has no effect because of a typo. */
export function warningsAbout(attributes: Iterable<{ name: string; value: string }>): string[] {
  return [...attributes].flatMap(({ name, value }) => {
    const values = VALUES[name];
    if (values && ![...values, ...NOTHING].includes(value))
      return [`"${name}" must be ${values.join(' or ')}, not "${value}".`];
    if (KNOWN.includes(name)) return [];
    // Pages and frameworks add attributes of their own, so only names that resemble ours are reported.
    const meant = KNOWN.find((known) => slips(name, known) <= (known.length < 6 ? 1 : 2));
    return meant ? [`There is no attribute "${name}". Did you mean "${meant}"?`] : [];
  });
}

/** The Levenshtein distance. */
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

/** Logs the warnings to the console. */
export function warnAboutAttributes(chat: Element): void {
  // The build removes plain `console` calls, because libraries log a lot.
  const { console: pageConsole } = window;
  for (const warning of warningsAbout(chat.attributes))
    pageConsole.warn(`edgewise-chat: ${warning}`);
}
