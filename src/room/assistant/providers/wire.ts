/** A line of a provider's answer has a few words in it; one of this size has no end. */
const MOST_LINE_BYTES = 1_048_576;

const LINE_FEED = 10;

/**
 * `fetch`, as providers are asked by it. A redirect is an answer and not followed, for the key would
 * go along; and a line without an end is not gathered until the room's memory is full.
 */
export const providerFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'manual' });
  const { body } = response;
  return body === null ? response : new Response(body.pipeThrough(lines()), response);
};

function lines(): TransformStream<Uint8Array, Uint8Array> {
  let length = 0;
  return new TransformStream({
    transform(chunk, controller) {
      const last = chunk.lastIndexOf(LINE_FEED);
      length = last < 0 ? length + chunk.length : chunk.length - last - 1;
      if (length > MOST_LINE_BYTES) controller.error(new Error('A line of the answer has no end.'));
      else controller.enqueue(chunk);
    },
  });
}
