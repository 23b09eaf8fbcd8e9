// Builds the embed snippet from the chosen options.

/** The chosen options; an empty string means none. */
export type Choices = Readonly<Record<string, string | boolean>>;

const DEFAULTS: Choices = { mode: 'bubble', position: 'end', theme: 'auto', lang: '' };
const ACCENT = '#0b6b63';

/** The attributes for the options, without defaults. */
export function attributesOf(choices: Choices): [name: string, value: string][] {
  return Object.entries(choices).flatMap(([name, value]) => {
    const isDefault = value === '' || value === false || value === DEFAULTS[name];
    if (isDefault || name === 'accent') return [];
    return [[name, value === true ? '' : String(value)] as [string, string]];
  });
}

/** The snippet. */
export function snippetOf(choices: Choices, server: string): string {
  const inline = choices['mode'] !== 'bubble';
  const attributes = attributesOf(choices).map(([name, value]) => {
    const said = inline ? name : `data-${name}`;
    return value === '' ? ` ${said}` : ` ${said}="${escapeQuotes(value)}"`;
  });
  const script = `<script async src="${server}/widget.js"${inline ? '' : attributes.join('')}></script>`;
  const rules = rulesOf(choices);
  return [
    script,
    ...(rules === '' ? [] : [`<style>edgewise-chat { ${rules} }</style>`]),
    ...(inline ? [`<edgewise-chat${attributes.join('')}></edgewise-chat>`] : []),
  ].join('\n');
}

/** The styles, including the space reserved before the script loads. */
function rulesOf({ mode, accent }: Choices): string {
  return [
    mode === 'inline' ? 'display: block; height: 560px' : '',
    accent && accent !== ACCENT ? `--edgewise-accent: ${accent}` : '',
  ]
    .filter((rule) => rule !== '')
    .join('; ');
}

const escapeQuotes = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
