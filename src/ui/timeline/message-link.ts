// A link to a message is the URL of its room's page with the message id in the hash.

export const messageLink = (page: string, id: string): string => {
  const url = new URL(page);
  url.hash = `m=${id}`;
  return url.href;
};

/** @param hash of a URL, with its `#`. @returns the message id in it. */
export const messageIdIn = (hash: string): string | null =>
  new URLSearchParams(hash.slice(1)).get('m');
