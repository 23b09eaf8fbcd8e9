// Restricts `for…in` loops to own keys. An old library on the host page may assign to
// `Object.prototype`, and such loops would treat the new property as an attribute of every element.

/** Libraries with `for…in` loops. */
export const USES_FOR_IN = /\/(?:preact|@preact\/signals|@preact\/signals-core)\/dist\//;

const LOOP = /\bfor ?\(((?:const |let |var )?[\w$]+) in ([\w$.]+)\)/g;

/**
 * @param code a module with `for…in` loops.
 * @returns it with loops over own keys only. As before, `null` and `undefined` have no keys.
 */
export const iterateOwnKeys = (code: string): string =>
  code.replace(LOOP, 'for($1 of Object.keys($2||{}))');
