/** Close codes that a runtime reports when the other end sent none. */
const NO_CODE: readonly number[] = [1005, 1006, 1015];

/** Whether the other end sent this close code, so that it may be forwarded. */
export const isSentCode = (code: number): boolean => !NO_CODE.includes(code);
