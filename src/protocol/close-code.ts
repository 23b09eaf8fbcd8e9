/** The codes that a runtime reports when a connection ended without one. */
const NO_CODE: readonly number[] = [1005, 1006, 1015];

/** Whether a close code came from the other end, and may be sent on. */
export const isSentCode = (code: number): boolean => !NO_CODE.includes(code);
