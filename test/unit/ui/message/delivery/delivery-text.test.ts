import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../src/ui/i18n/language.ts';
import { allWords } from '../../../../../src/ui/i18n/more-words/en.ts';
import { deliveryText } from '../../../../../src/ui/message/delivery/delivery-text.ts';

const words = allWords(inEnglish().words);
const well = { live: true, paused: false, durable: true };

describe('the delivery status of a pending message', () => {
  it('is "Sending" only once the message is stored', () => {
    expect(deliveryText({ kept: false }, well, words)).toBe('Saving…');
    expect(deliveryText({}, well, words)).toBe('Saving…');
    expect(deliveryText({ kept: true }, well, words)).toBe('Sending…');
  });

  it('does not promise to send later what is not stored yet', () => {
    for (const conditions of [
      { ...well, live: false },
      { ...well, paused: true },
    ])
      expect(deliveryText({ kept: false }, conditions, words)).toBe('Saving…');
  });

  it('is that of the connection if the message is stored, or if nothing can be stored', () => {
    for (const message of [{ kept: true }, { kept: false }]) {
      const durable = message.kept;
      const status = (conditions: object) =>
        deliveryText(message, { ...well, durable, ...conditions }, words);
      expect(status({})).toBe('Sending…');
      expect(status({ paused: true })).toBe('Will be sent in a moment.');
      expect(status({ live: false, paused: true })).toBe('Will be sent when you’re connected.');
    }
  });

  it('is about saving for a change to a message that the room has', () => {
    expect(deliveryText(null, well, words)).toBe('Saving…');
    expect(deliveryText(null, { ...well, live: false }, words)).toMatch(/^Will be saved when/);
  });
});
