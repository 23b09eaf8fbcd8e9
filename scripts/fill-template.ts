import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * Fills %SCRIPT% and %STYLE% in an HTML template.
 * @param html the template's path.
 * @param folder the URL path of the script and the style sheet.
 * @returns the page.
 * @throws {Error} if a placeholder is missing.
 */
export function fillTemplate(html: string, folder: string, script: string, style: string): string {
  let filled = readFileSync(html, 'utf8');
  for (const [place, path] of Object.entries({ '%SCRIPT%': script, '%STYLE%': style })) {
    if (!filled.includes(place)) throw new Error(`${html} has no ${place}`);
    filled = filled.replace(place, `${folder}/${basename(path)}`);
  }
  return filled;
}
