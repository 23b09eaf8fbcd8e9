/**
 * An event of a streamed answer, as an OpenAI-compatible server sends it.
 * @param delta what it adds to the answer.
 * @param finish why the answer ends; `null` while it continues.
 */
export const completionChunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({
    ...{ id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1, model: 'm' },
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  })}\n\n`;
