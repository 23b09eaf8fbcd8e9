// The lines that enclose code and formulas.

export type Fence = {
  readonly indent: number;
  /** What closes it, or more of the same. */
  readonly marks: string;
  readonly language: string;
  /** Code that stood on the line of the marks already. */
  readonly first: string | null;
};

const OPENING = /^( {0,3})(`{3,}|~{3,}|\$\$$|\\\[$)/;
/** What may stand behind the marks without being code: a language, and what tools add to it. */
const INFO = /^([\w+#.-]*)(?:\s+(?:[\w-]+=\S+|\{[^{}]*\}))*$/;
/** What a formula is written in. */
const FORMULAS = 'tex';

/** The fence that this line opens, if it does. */
export function fenceAt(line: string): Fence | null {
  const [whole = '', spaces = '', opening = ''] = OPENING.exec(line.trimEnd()) ?? [];
  if (whole === '') return null;
  const indent = spaces.length;
  if (opening === '$$' || opening === '\\[')
    return { indent, marks: opening === '$$' ? '$$' : '\\]', language: FORMULAS, first: null };
  const rest = line.slice(whole.length);
  if (rest.includes('`') && opening.startsWith('`')) return null;
  const language = INFO.exec(rest.trim())?.[1];
  if (language !== undefined) return { indent, marks: opening, language, first: null };
  return opening.startsWith('`')
    ? { indent, marks: opening, language: '', first: rest.trimStart() }
    : null;
}

/** What of this line is still code, and whether the fence ends with it. */
export function codeOf(line: string, fence: Fence): { text: string | null; closed: boolean } {
  const { marks, indent } = fence;
  const [mark = '`'] = marks;
  const trimmed = line.trim();
  const isEnd =
    fence.language === FORMULAS && mark !== '`' && mark !== '~'
      ? trimmed === marks
      : trimmed.length >= marks.length && trimmed === mark.repeat(trimmed.length);
  if (isEnd) return { text: null, closed: true };
  const inner = line.slice(Math.min(indent, line.length - line.trimStart().length));
  // People also close it behind the last word.
  const before = inner.slice(0, -marks.length);
  if (mark === '`' && inner.endsWith(marks) && !before.includes('`'))
    return { text: before, closed: true };
  return { text: inner, closed: false };
}
