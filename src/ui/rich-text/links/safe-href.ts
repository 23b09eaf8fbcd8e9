import { webHref } from './links.ts';
import { mailHref } from './mail.ts';

/** An address that is safe to follow, of the web or of mail, in its normal form; null for all others. */
export const safeHref = (address: string): string | null => webHref(address) ?? mailHref(address);
