/** The part of the Workers AI binding that the assistant uses. */
export type AiBinding = { run(model: string, inputs: object, options?: object): Promise<unknown> };

/** The variables, the secrets and the binding that the assistant reads. */
export type AssistantEnv = {
  readonly AI?: AiBinding;
  readonly OPENAI_API_KEY?: string;
  readonly ANTHROPIC_API_KEY?: string;
  readonly [setting: `AI_${string}`]: string | undefined;
};

/**
 * Reads a setting that is one of a few words.
 * @throws Error that names the variable and its choices.
 */
export function oneOf<T extends string>(
  env: AssistantEnv,
  name: `AI_${string}`,
  choices: readonly T[],
  preset: T,
): T {
  const given = env[name] || preset;
  const found = choices.find((choice) => choice === given);
  if (found === undefined) throw new Error(`${name} must be one of ${choices.join(', ')}.`);
  return found;
}
