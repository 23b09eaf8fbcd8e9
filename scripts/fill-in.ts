import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * A page with what it loads in the place of %SCRIPT% and %STYLE%.
 * @param folder where they are served.
 */
export function fillIn(html: string, folder: string, script: string, style: string): string {
  let filled = readFileSync(html, 'utf8');
  for (const [place, path] of Object.entries({ '%SCRIPT%': script, '%STYLE%': style })) {
    if (!filled.includes(place)) throw new Error(`${html} has no ${place}`);
    filled = filled.replace(place, `${folder}/${basename(path)}`);
  }
  return filled;
}
