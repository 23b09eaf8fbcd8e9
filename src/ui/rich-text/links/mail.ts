// Mail links. A `mailto:` address may contain further recipients, a subject and a text. All but the
// recipients are removed, so that a link does only what it shows.

/** One recipient, without characters that have a special meaning to mail programs. */
const RECIPIENT = /^[^\s@,;:?&%<>()[\]\\"/\p{C}]+@[^\s@,;:?&%<>()[\]\\"/\p{C}]+$/u;
/** The most recipients of a link. */
const MAX_RECIPIENTS = 10;

/** @returns a mail address with recipients only, in normal form; null if any of them is invalid. */
export function mailHref(address: string): string | null {
  if (!/^mailto:/i.test(address)) return null;
  const [path = '', headers = ''] = address.slice('mailto:'.length).split(/[?#](.*)/s);
  const named = headers.split('&').flatMap((header) => {
    const [name = '', value = ''] = header.split(/=(.*)/s);
    return decoded(name).toLowerCase() === 'to' ? [value] : [];
  });
  const recipients = [path, ...named].flatMap((list) => decoded(list).split(',')).filter(Boolean);
  if (recipients.length === 0 || recipients.length > MAX_RECIPIENTS) return null;
  const all = recipients.map((recipient) => mailAddress(recipient.trim()));
  return all.includes(null) ? null : `mailto:${all.join(',')}`;
}

/** @returns a recipient in normal form, with its host in ASCII; null if it is invalid. */
function mailAddress(recipient: string): string | null {
  if (!RECIPIENT.test(recipient)) return null;
  const [name = '', domain = ''] = recipient.split('@');
  try {
    return `${encodeURIComponent(name)}@${new URL(`https://${domain}`).hostname}`;
  } catch {
    return null;
  }
}

/** Decodes percent-encoding. An invalid encoding becomes `%`, which no recipient may contain. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '%';
  }
}
