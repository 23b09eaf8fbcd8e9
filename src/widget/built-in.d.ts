// What the build puts in (scripts/bundle.ts).

/** The path of the core, which carries the hash of its content. */
declare const CORE: string;
