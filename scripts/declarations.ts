// Reads what the compiler writes as declarations. That is so regular that text is enough: a
// statement begins at the edge of a line, and by our style the name of a type, and nothing else,
// begins with a capital.

/** Declarations by name; more than one where files call different things the same. */
export type Declarations = ReadonlyMap<string, readonly string[]>;

/** The statements of some declaration files, comments included. */
export function declarationsIn(files: readonly string[]): Declarations {
  const found = new Map<string, string[]>();
  for (const text of files.flatMap(statements)) {
    const name = nameOf(text);
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), text]);
  }
  return found;
}

// A comment may also stand at the edge within a type, before a member of a union.
const START =
  /^(?<!\*\/\n)(?=(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?(?:export|declare|type|interface|import) )/m;

const statements = (text: string): string[] =>
  text.split(START).map((statement) => statement.replace(/^export \{\};$/m, ''));

const nameOf = (statement: string): string | undefined =>
  /^(?:export )?(?:declare )?(?:type|interface|class|function|const) (\w+)/m.exec(statement)?.[1];

/** The names of types in a text. */
export function namesIn(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|'[^']*'|"[^"]*"/g, '');
  return code.match(/(?<![\w.])[A-Z]\w*/g) ?? [];
}

export const commentOf = (statement: string | undefined): string =>
  /^\/\*\*[\s\S]*?\*\/\n/.exec(statement ?? '')?.[0] ?? '';

/**
 * The declarations that some names lead to.
 * @param stop where not to go; these names come back as `ends`.
 */
export function reachable(
  names: readonly string[],
  all: Declarations,
  stop: (name: string) => boolean = () => false,
) {
  const texts = new Map<string, string>();
  const ends = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const [declared, another] = all.get(name) ?? [];
    // What is declared nowhere here is the language's own.
    if (declared === undefined || texts.has(name)) continue;
    if (another) throw new Error(`The SDK knows two types called ${name}: rename one of them.`);
    if (stop(name)) ends.add(name);
    else {
      const text = withoutConstructor(declared);
      texts.set(name, text);
      open.push(...namesIn(text));
    }
  }
  return { texts, ends: [...ends].sort() };
}

/** What a thing is made from is no business of those who are handed one. */
const withoutConstructor = (text: string): string =>
  text.replace(/^ {4}constructor\([\s\S]*?\);$/m, '    private constructor();');

/** What a file gives to those who import it. */
export function exportsOf(file: string): { types: string[]; values: string[] } {
  const types: string[] = [];
  const values: string[] = [];
  for (const [, type, names = ''] of file.matchAll(/^export (type )?\{([^}]+)\} from/gm))
    (type ? types : values).push(...names.split(',').map((name) => name.trim()));
  for (const [, kind, name = ''] of file.matchAll(
    /^export (?:declare )?(type|interface|function|const|class) (\w+)/gm,
  ))
    (kind === 'type' || kind === 'interface' ? types : values).push(name);
  return { types, values };
}
