/** Settings and secrets that are text. */
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
 * wrangler.toml takes numbers, lists and tables as well, and a binding may have the name of a setting.
 * @throws Error with a sentence that names the first setting that should be text and is not.
 */
export function checkTextSettings(env: Readonly<Record<string, unknown>>): void {
  const wrong = TEXT_SETTINGS.find(
    (name) => !['string', 'undefined'].includes(typeof (env[name] ?? undefined)),
  );
  if (wrong !== undefined) throw new Error(`${wrong} must be one text, in quotes.`);
}
