// The files that a page loads on demand, by the names of their modules.
import { readdirSync } from 'node:fs';

/**
 * Matches the addresses of lazy files. A test that delays or awaits a file that is called otherwise by
 * now would prove nothing, so that fails.
 */
export function lazyFiles(...names: readonly string[]): RegExp {
  const built = readdirSync(new URL('../../public/assets', import.meta.url));
  for (const name of names)
    if (!built.some((file) => file.startsWith(`${name}-`)))
      throw new Error(`The build has no file called ${name}.`);
  return new RegExp(`/assets/(${names.join('|')})-`);
}
