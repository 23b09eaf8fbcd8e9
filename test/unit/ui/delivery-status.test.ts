import { describe, expect, it } from 'vitest';
import { deliveryStatus } from '../../../src/ui/delivery-status.ts';
import { inEnglish } from '../../../src/ui/i18n/language.ts';
import { allWords } from '../../../src/ui/i18n/more-words/en.ts';

const words = allWords(inEnglish().words);
const well = { live: true, paused: false, durable: true };

describe('the status of a message on its way', () => {
  it('is "Sending" only once the message is stored', () => {
    expect(deliveryStatus({ kept: false }, well, words)).toBe('Saving…');
    expect(deliveryStatus({}, well, words)).toBe('Saving…');
    expect(deliveryStatus({ kept: true }, well, words)).toBe('Sending…');
  });

  it('does not promise to send later what is not stored yet', () => {
    for (const conditions of [
      { ...well, live: false },
      { ...well, paused: true },
    ])
      expect(deliveryStatus({ kept: false }, conditions, words)).toBe('Saving…');
  });

  it('is that of its connection where it is stored, or where nothing is', () => {
    for (const message of [{ kept: true }, { kept: false }]) {
      const durable = message.kept;
      const status = (conditions: object) =>
        deliveryStatus(message, { ...well, durable, ...conditions }, words);
      expect(status({})).toBe('Sending…');
      expect(status({ paused: true })).toBe('Will be sent in a moment.');
      expect(status({ live: false, paused: true })).toBe('Will be sent when you’re connected.');
    }
  });

  it('is about saving where it is a change to a message that the room has', () => {
    expect(deliveryStatus(null, well, words)).toBe('Saving…');
    expect(deliveryStatus(null, { ...well, live: false }, words)).toMatch(/^Will be saved when/);
  });
});
