// A link to a message is its room's page with the message's id behind the `#`.

export const messageLink = (page: string, id: string): string => {
  const url = new URL(page);
  url.hash = `m=${id}`;
  return url.href;
};

/** @param hash of an address, with its `#`. @returns the id of the message that it names. */
export const messageIdIn = (hash: string): string | null =>
  new URLSearchParams(hash.slice(1)).get('m');
