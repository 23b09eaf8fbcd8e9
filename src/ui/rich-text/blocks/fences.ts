// The lines that enclose code and formulas.

export type Fence = {
  readonly indent: number;
  /** The closing fence: these marks, or more of the same. */
  readonly marks: string;
  readonly language: string;
  /** Code on the same line as the opening marks. */
  readonly first: string | null;
};

const OPENING = /^( {0,3})(`{3,}|~{3,}|\$\$$|\\\[$)/;
/** What may follow the opening marks without being code: a language and attributes. */
const INFO = /^([\w+#.-]*)(?:\s+(?:[\w-]+=\S+|\{[^{}]*\}))*$/;
/** The language of formulas. */
const FORMULAS = 'tex';

/** @returns the fence that this line opens, or null. */
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

/** @returns the code in this line, and whether the line closes the fence. */
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
  // A fence may also be closed at the end of the last line of code.
  const before = inner.slice(0, -marks.length);
  if (mark === '`' && inner.endsWith(marks) && !before.includes('`'))
    return { text: before, closed: true };
  return { text: inner, closed: false };
}
