// The choices of who embeds the chat, and what they have to write for them.

/** What is chosen; an empty text is nothing chosen. */
export type Choices = Readonly<Record<string, string | boolean>>;

const DEFAULTS: Choices = { mode: 'bubble', position: 'end', theme: 'auto', lang: '' };
const ACCENT = '#0b6b63';

/** The attributes that the choices come to; what is so by default is left out. */
export function attributesOf(choices: Choices): [name: string, value: string][] {
  return Object.entries(choices).flatMap(([name, value]) => {
    const isDefault = value === '' || value === false || value === DEFAULTS[name];
    if (isDefault || name === 'accent') return [];
    return [[name, value === true ? '' : String(value)] as [string, string]];
  });
}

/** What to paste. */
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

/** How it looks, and the place that it takes in the page, reserved before the script is there. */
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
