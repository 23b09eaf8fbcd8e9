// Addresses of mail. They may say more than whom a mail is to: a copy to somebody else, a text. All of
// that is dropped, so that a link does what it shows.

/** One recipient, without anything that could mean more to the program that opens it. */
const RECIPIENT = /^[^\s@,;:?&%<>()[\]\\"/\p{C}]+@[^\s@,;:?&%<>()[\]\\"/\p{C}]+$/u;
/** Nobody writes to more by a link in a chat. */
const MOST = 10;

/** An address of mail with its recipients alone, in its normal form; null where one of them is none. */
export function mailHref(address: string): string | null {
  if (!/^mailto:/i.test(address)) return null;
  const [path = '', headers = ''] = address.slice('mailto:'.length).split(/[?#](.*)/s);
  const named = headers.split('&').flatMap((header) => {
    const [name = '', value = ''] = header.split(/=(.*)/s);
    return decoded(name).toLowerCase() === 'to' ? [value] : [];
  });
  const recipients = [path, ...named].flatMap((list) => decoded(list).split(',')).filter(Boolean);
  if (recipients.length === 0 || recipients.length > MOST) return null;
  const all = recipients.map((recipient) => mailAddress(recipient.trim()));
  return all.includes(null) ? null : `mailto:${all.join(',')}`;
}

/** The normal form of a recipient, its host in the letters that hosts are known by. */
function mailAddress(recipient: string): string | null {
  if (!RECIPIENT.test(recipient)) return null;
  const [name = '', domain = ''] = recipient.split('@');
  try {
    return `${encodeURIComponent(name)}@${new URL(`https://${domain}`).hostname}`;
  } catch {
    return null;
  }
}

/** A text that stands encoded in an address. What is not encoded rightly is no part of a recipient. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '%';
  }
}
