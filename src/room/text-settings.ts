/** Settings and secrets that must be strings. */
const TEXT_SETTINGS = [
  'EDGEWISE_SECRET',
  'ALLOWED_ORIGINS',
  'RESERVED_NAMES',
  'WELCOME_TEXT',
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'AI_PROVIDER',
  'AI_BASE_URL',
  'AI_MODEL',
  'AI_API_KEY',
  'AI_HEADERS',
  'AI_NAME',
  'AI_TRIGGER',
  'AI_SYSTEM_PROMPT',
] as const;

/**
 * Checks the types of the text settings. wrangler.toml also accepts numbers, lists and tables, and
 * a binding may have the name of a setting.
 * @throws Error whose message names the first setting that is not a string.
 */
export function checkTextSettings(env: Readonly<Record<string, unknown>>): void {
  const wrong = TEXT_SETTINGS.find(
    (name) => !['string', 'undefined'].includes(typeof (env[name] ?? undefined)),
  );
  if (wrong !== undefined) throw new Error(`${wrong} must be one text, in quotes.`);
}
