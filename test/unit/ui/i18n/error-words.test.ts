import { describe, expect, it } from 'vitest';
import { ERRORS, type ErrorCode } from '../../../../src/protocol/errors.ts';
import { languageFor } from '../../../../src/ui/i18n/language-for.ts';
import { allWords } from '../../../../src/ui/i18n/more-words/en.ts';

const FROM_SERVER = 'The sentence of the server.';
const codes = [
  ...(Object.keys(ERRORS) as ErrorCode[]),
  'unreachable',
  'bad_name',
  'other_identity',
];

/** Codes that only a client's author can act on; users get a general error. */
const FOR_PROGRAMS: readonly string[] = [
  ...['bad_request', 'wrong_room', 'unsupported_media_type', 'cid_conflict', 'internal'],
  ...['method_not_allowed', 'too_slow', 'token_expired', 'restart', 'resync'],
];

const faultIn = async (tag: string) => {
  const words = allWords((await languageFor([tag])).words);
  return (code: string) => words.fault({ code, message: FROM_SERVER });
};

describe.each(['en', 'de', 'es', 'ja', 'ar', 'zh-Hant'])('in %s', (tag) => {
  it('every error code has a text of its own, or the general one', async () => {
    const fault = await faultIn(tag);
    const some = fault('internal');
    for (const code of codes) {
      expect(fault(code), code).not.toBe(FROM_SERVER);
      expect(fault(code) === some, code).toBe(FOR_PROGRAMS.includes(code));
    }
  });

  it('an unknown code keeps the server’s message', async () => {
    expect((await faultIn(tag))('full_moon')).toBe(FROM_SERVER);
  });
});

it('nothing is in English in another language', async () => {
  const english = await faultIn('en');
  for (const tag of ['de', 'es', 'ja', 'ar', 'zh-Hant']) {
    const fault = await faultIn(tag);
    for (const code of codes) expect(fault(code), `${tag}: ${code}`).not.toBe(english(code));
  }
});
