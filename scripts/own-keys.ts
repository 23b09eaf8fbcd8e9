// Loops over an object's keys, held to its own. An old library on the host page may add to
// `Object.prototype` by assignment; a `for…in` then finds what no element was ever given.

/** What is known to loop so. */
export const LOOPING = /\/(?:preact|@preact\/signals|@preact\/signals-core)\/dist\//;

const LOOP = /\bfor ?\(((?:const |let |var )?[\w$]+) in ([\w$.]+)\)/g;

/** The same code, looking at own keys alone. Of nothing it finds nothing, as before. */
export const overOwnKeys = (code: string): string =>
  code.replace(LOOP, 'for($1 of Object.keys($2||{}))');
