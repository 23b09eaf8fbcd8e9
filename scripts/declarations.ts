// Parses the compiler's declaration files as text. Their format is regular: each statement begins
// at the start of a line. By our naming convention, only type names begin with a capital letter.

/** Declarations by name; several if files use the same name for different things. */
export type Declarations = ReadonlyMap<string, readonly string[]>;

/**
 * @param files the texts of declaration files.
 * @returns their statements, with comments.
 */
export function declarationsIn(files: readonly string[]): Declarations {
  const found = new Map<string, string[]>();
  for (const text of files.flatMap(statements)) {
    const name = nameOf(text);
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), text]);
  }
  return found;
}

// Within a type, a comment before a member of a union may also be at the start of a line.
const START =
  /^(?<!\*\/\n)(?=(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?(?:export|declare|type|interface|import) )/m;

const statements = (text: string): string[] =>
  text.split(START).map((statement) => statement.replace(/^export \{\};$/m, ''));

const nameOf = (statement: string): string | undefined =>
  /^(?:export )?(?:declare )?(?:type|interface|class|function|const) (\w+)/m.exec(statement)?.[1];

/** @returns the names of types in a text. */
export function namesIn(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|'[^']*'|"[^"]*"/g, '');
  return code.match(/(?<![\w.])[A-Z]\w*/g) ?? [];
}

export const commentOf = (statement: string | undefined): string =>
  /^\/\*\*[\s\S]*?\*\/\n/.exec(statement ?? '')?.[0] ?? '';

/**
 * Collects some declarations and everything they refer to.
 * @param stop which names not to follow; they are returned as `ends`.
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
    // Without a declaration, it is a built-in type.
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

/** Hides the parameters of constructors: applications do not create these objects. */
const withoutConstructor = (text: string): string =>
  text.replace(/^ {4}constructor\([\s\S]*?\);$/m, '    private constructor();');

/** @returns the exported names of a file. */
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
