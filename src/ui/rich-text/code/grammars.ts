// The languages with syntax highlighting: their comments, strings and keywords.

/** Kinds of whole lines. */
export type LineKind = 'insert' | 'deleted' | 'section';

export type Grammar = {
  /** Keywords, and words for constant values. */
  readonly keywords?: ReadonlySet<string>;
  readonly constants?: ReadonlySet<string>;
  readonly ignoresCase?: true;
  readonly lineComments?: readonly string[];
  readonly comments?: readonly (readonly [opening: string, closing: string])[];
  /**
   * Delimiters of strings. Only strings with a backquote or with longer delimiters may span lines.
   */
  readonly strings?: readonly string[];
  /** The character after a key. */
  readonly keys?: string;
  /** Whether names may contain dashes. */
  readonly isDashed?: true;
  /** Whether it is a markup language with tags. */
  readonly tags?: true;
  /** Kinds of lines, by their first character. */
  readonly lines?: Readonly<Record<string, LineKind>>;
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const slashes = { lineComments: ['//'], comments: [['/*', '*/']] } as const;
const hashes = { lineComments: ['#'] } as const;
const quotes = ['"', "'"];

const script: Grammar = {
  ...slashes,
  strings: ['"', "'", '`'],
  keywords: words(
    'this async await break case catch class const continue debugger default delete do else export extends finally for from function get if import in instanceof let new of return set static super switch throw try typeof var void while with yield abstract as declare enum implements infer interface is keyof namespace override private protected public readonly satisfies type',
  ),
  constants: words('true false null undefined NaN Infinity'),
  keys: ':',
};

const native: Grammar = {
  ...slashes,
  strings: quotes,
  keywords: words(
    'abstract as asm auto bool break byte case catch char class const constexpr continue data default define delete do double else enum explicit export extends extern final finally float for foreach friend fun func goto guard if implements import in include inline instanceof int interface internal is let long namespace native new object operator out override package private protected public ref register return sealed short signed sizeof static string struct super switch template this throw throws transient try typedef typename union unsigned using val var virtual void volatile when where while yield',
  ),
  constants: words('true false null nullptr nil NULL self'),
};

const markup: Grammar = { tags: true, comments: [['<!--', '-->']], strings: quotes };

const settings: Grammar = {
  lineComments: ['#', ';'],
  strings: ['"""', ...quotes],
  constants: words('true false null yes no on off'),
  keys: '=:',
  isDashed: true,
  lines: { '[': 'section' },
};

const grammars: Readonly<Record<string, Grammar>> = {
  js: script,
  c: native,
  html: markup,
  ini: settings,
  json: { ...slashes, strings: quotes, constants: words('true false null'), keys: ':' },
  yaml: { ...settings, lineComments: ['#'], keys: ':', lines: { '-': 'section' } },
  css: {
    comments: [['/*', '*/']],
    strings: quotes,
    keywords: words('@media @import @supports @keyframes @layer @font-face @container @use @mixin'),
    constants: words('inherit initial unset none auto'),
    keys: ':',
    isDashed: true,
  },
  py: {
    ...hashes,
    strings: ['"""', "'''", ...quotes],
    keywords: words(
      'and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield',
    ),
    constants: words('True False None self cls'),
  },
  rb: {
    ...hashes,
    strings: quotes,
    keywords: words(
      'alias and begin break case class def do else elsif end ensure for if in module next not or redo rescue retry return super then undef unless until when while yield require',
    ),
    constants: words('true false nil self'),
  },
  php: {
    lineComments: ['//', '#'],
    comments: [['/*', '*/']],
    strings: quotes,
    keywords: words(
      'abstract and as break case catch class clone const continue declare default do echo else elseif extends final finally fn for foreach function global if implements include instanceof interface match namespace new or private protected public readonly require return static switch throw trait try use var while yield',
    ),
    constants: words('true false null'),
  },
  go: {
    ...slashes,
    strings: ['"', "'", '`'],
    keywords: words(
      'break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var string int bool byte error any float64 int64 rune',
    ),
    constants: words('true false nil iota'),
  },
  rs: {
    ...slashes,
    // No single quotes, because lifetimes have an unpaired one.
    strings: ['"'],
    keywords: words(
      'as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref return static struct super trait type unsafe use where while bool char str u8 u16 u32 u64 usize i8 i16 i32 i64 isize f32 f64',
    ),
    constants: words('true false self Self None Some Ok Err'),
  },
  lua: {
    lineComments: ['--'],
    comments: [['--[[', ']]']],
    strings: quotes,
    keywords: words(
      'and break do else elseif end for function goto if in local not or repeat return then until while',
    ),
    constants: words('true false nil self'),
  },
  sql: {
    lineComments: ['--'],
    comments: [['/*', '*/']],
    strings: quotes,
    ignoresCase: true,
    keywords: words(
      'add all alter and any as asc begin between by case check column commit constraint create cross database default delete desc distinct drop else end exists explain foreign from full group having if in index inner insert integer intersect into is join key left like limit not offset on or order outer over partition primary references replace returning right rollback select set table text then transaction trigger union unique update using values varchar view when where with',
    ),
    constants: words('true false null'),
  },
  bash: {
    ...hashes,
    strings: quotes,
    keywords: words(
      'if then elif else fi for in do done while until case esac function return exit break continue export local readonly set unset source alias sudo cd echo printf read test trap exec eval',
    ),
    constants: words('true false'),
    keys: '=',
    isDashed: true,
  },
  docker: {
    ...hashes,
    strings: quotes,
    ignoresCase: true,
    keywords: words(
      'from as run cmd label expose env add copy entrypoint volume user workdir arg onbuild stopsignal healthcheck shell',
    ),
    isDashed: true,
  },
  diff: { lines: { '+': 'insert', '-': 'deleted', '@': 'section' } },
};

/** Other names of the languages. */
const aliases: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    js: 'javascript jsx mjs cjs ts typescript tsx mts',
    c: 'c++ cpp cc h hpp cs csharp java kotlin kt swift dart scala',
    html: 'xml svg vue svelte xhtml',
    ini: 'toml conf env properties',
    json: 'jsonc json5',
    yaml: 'yml',
    css: 'scss less sass',
    py: 'python py3 python3',
    rb: 'ruby',
    go: 'golang',
    rs: 'rust',
    bash: 'sh shell zsh console',
    docker: 'dockerfile',
    diff: 'patch',
    sql: 'postgres mysql sqlite plsql',
  }).flatMap(([name, others]) => others.split(' ').map((other) => [other, name])),
);

/** @returns the grammar of a language; null if it is unknown. */
export function grammarOf(language: string): Grammar | null {
  const asked = language.toLowerCase();
  const name = Object.hasOwn(aliases, asked) ? (aliases[asked] ?? asked) : asked;
  return Object.hasOwn(grammars, name) ? (grammars[name] ?? null) : null;
}
