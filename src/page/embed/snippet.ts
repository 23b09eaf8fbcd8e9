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
  const lines = inline
    ? [script, `<edgewise-chat${attributes.join('')}></edgewise-chat>`]
    : [script];
  const { accent } = choices;
  if (accent && accent !== ACCENT)
    lines.push(`<style>edgewise-chat { --edgewise-accent: ${accent} }</style>`);
  return lines.join('\n');
}

const escapeQuotes = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
