import { webHref } from './links.ts';
import { mailHref } from './mail.ts';

/** @returns a safe web or mail address in normal form; null for all others. */
export const safeHref = (address: string): string | null => webHref(address) ?? mailHref(address);
