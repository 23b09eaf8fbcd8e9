// The protocol infers its types from schemas, which must not appear in the SDK's types. Here, the
// compiler expands each of these types.
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { commentOf, type Declarations, namesIn, reachable } from './declarations.ts';

/**
 * Compiles a program.
 * @returns the declaration of its `written` constant.
 */
export type Declare = (program: string) => string;

/** Expanded types of the protocol, by name. */
export class ProtocolTypes {
  readonly #protocol: Declarations;
  readonly #bodies: ReadonlyMap<string, string>;

  /**
   * @param protocol all declarations of the protocol.
   * @param declare runs the compiler.
   */
  constructor(protocol: Declarations, declare: Declare) {
    this.#protocol = protocol;
    const names = [...protocol.keys()].filter((name) => this.has(name) && isExported(name));
    this.#bodies = bodiesIn(declare(programFor(names)));
  }

  /** Whether a type is inferred from a schema or a table. */
  has(name: string): boolean {
    const [text = ''] = this.#protocol.get(name) ?? [];
    if (!/^(export )?type /m.test(text)) return false;
    const { texts } = reachable([name], this.#protocol);
    return [...texts.values()].some((used) => /\bv\.|\btypeof \w/.test(used));
  }

  /**
   * @param names the wanted types.
   * @param stop which types are declared elsewhere.
   * @returns the declarations of these types and of all types they refer to.
   */
  declarationsOf(names: readonly string[], stop: (name: string) => boolean): string[] {
    const found = new Map<string, string>();
    const open = [...names];
    for (let name = open.shift(); name !== undefined; name = open.shift()) {
      if (found.has(name) || stop(name)) continue;
      const body = this.#bodies.get(name);
      const named = body === undefined ? undefined : this.#withNames(name, body);
      // A type without a schema is copied.
      const text =
        named === undefined
          ? this.#protocol.get(name)?.[0]
          : `${commentOf(this.#protocol.get(name)?.[0])}type ${name} = ${this.#withComments(name, named)};`;
      if (text === undefined) continue;
      found.set(name, text);
      open.push(...namesIn(text));
    }
    return [...found.values()];
  }

  /** Replaces expanded types within a type by their names. */
  #withNames(name: string, body: string): string {
    const others = [...this.#bodies].filter(
      ([other, text]) => other !== name && text.startsWith('{\n'),
    );
    let named = body;
    for (const [other, text] of others.sort(([, a], [, b]) => b.length - a.length)) {
      for (let depth = 1; depth <= MAX_DEPTH; depth++)
        named = named.replaceAll(text.replaceAll('\n', `\n${INDENT.repeat(depth)}`), other);
      // Members of a union are not indented.
      if (body.startsWith(text) || body.includes(`| ${text}`))
        named = named.replaceAll(text, other);
    }
    return named;
  }

  /** Adds the comments of a schema's fields. */
  #withComments(name: string, body: string): string {
    const [, schema = ''] = /typeof (\w+)/.exec(this.#protocol.get(name)?.[0] ?? '') ?? [];
    const comments = new Map<string, string>();
    for (const [, comment = '', field = ''] of (this.#protocol.get(schema)?.[0] ?? '').matchAll(
      /^ {4}(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\n {4}(?:readonly )?(\w+)\??:/gm,
    ))
      comments.set(field, comment);
    return body.replace(/^ {4}(?:readonly )?(\w+)\??:/gm, (line, field) =>
      comments.has(field) ? `${INDENT}${comments.get(field)}\n${line}` : line,
    );
  }
}

const INDENT = '    ';
/** The deepest nesting of types. */
const MAX_DEPTH = 6;

function isExported(name: string): boolean {
  return sourceOf(name) !== undefined;
}

/** @returns a program whose `written` has a field for each type. */
function programFor(names: readonly string[]): string {
  // The types are aliased in a function. Their names are not visible outside of it, so the compiler
  // must expand them.
  return [
    ...names.map((name) => `import type { ${name} } from '${sourceOf(name)}';`),
    'function writeOut() {',
    '  type Written<T> = T extends string | number | boolean | null | undefined',
    '    ? T : { [K in keyof T]: Written<T[K]> };',
    `  return null as unknown as { ${names.map((name) => `${name}: Written<${name}>`).join('; ')} };`,
    '}',
    'export const written = writeOut();',
  ].join('\n');
}

function bodiesIn(declaration: string): ReadonlyMap<string, string> {
  const fields = declaration
    .replace(/import\("[^"]*"\)\./g, '')
    .matchAll(/^ {4}(\w+): ([\s\S]*?);\n(?= {4}\w|\})/gm);
  return new Map(
    [...fields].map(([, name = '', type = '']) => [name, type.replace(/^ {4}/gm, '')]),
  );
}

function sourceOf(name: string): string | undefined {
  const declared = new RegExp(`^export (type|interface) ${name}\\b(?!<)`, 'm');
  return globSync(resolve('src/protocol/**/*.ts')).find((path) =>
    declared.test(readFileSync(path, 'utf8')),
  );
}
