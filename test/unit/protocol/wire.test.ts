import { createHash } from 'node:crypto';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { commandDecoder } from '../../../src/protocol/codec.ts';
import { commandSchemas } from '../../../src/protocol/commands.ts';
import { ERRORS } from '../../../src/protocol/errors.ts';
import { type FrameType, frameSchemas } from '../../../src/protocol/frames.ts';
import * as limits from '../../../src/protocol/limits.ts';
import { bodySchemas } from '../../../src/protocol/rest.ts';
import * as version from '../../../src/protocol/version.ts';
import { GOLDEN_COMMANDS, GOLDEN_FRAMES } from './golden.ts';

const { DEFAULT_LIMITS } = limits;

/**
 * Changes whenever the wire format does. Other people's programs depend on it: before you write a new
 * hash here, check that old clients understand the change, or raise PROTOCOL_VERSION; then describe
 * it in PROTOCOL.md and CHANGELOG.md.
 */
const WIRE = '55727d251867399c';

describe('the wire format', () => {
  it('is unchanged: frames, limits, codes and schemas', () => {
    const schemas = Object.entries({
      ...commandSchemas(DEFAULT_LIMITS),
      ...bodySchemas(DEFAULT_LIMITS),
      ...frameSchemas,
    }).map(([name, schema]) => [
      name,
      toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' }),
    ]);
    const numbers = Object.entries(limits).filter(([, value]) => typeof value === 'number');
    const wire = [
      GOLDEN_COMMANDS,
      GOLDEN_FRAMES,
      schemas,
      DEFAULT_LIMITS,
      numbers,
      ERRORS,
      version,
    ];
    const hash = createHash('sha256').update(JSON.stringify(wire)).digest('hex').slice(0, 16);
    expect(hash).toBe(WIRE);
  });

  it('has a golden frame for each command and each frame', () => {
    expect(Object.keys(GOLDEN_COMMANDS)).toEqual(Object.keys(commandSchemas(DEFAULT_LIMITS)));
    expect(Object.keys(GOLDEN_FRAMES)).toEqual(Object.keys(frameSchemas));
  });

  it.each(Object.entries(GOLDEN_COMMANDS))(
    'reads the command %s as it was written',
    (_type, text) => {
      const [decoded] = commandDecoder(DEFAULT_LIMITS)(text);
      expect(decoded).toMatchObject({ ok: true, command: JSON.parse(text) });
    },
  );

  it.each(Object.entries(GOLDEN_FRAMES))('reads the frame %s as it was written', (type, text) => {
    const frame = JSON.parse(text);
    expect(v.parse(frameSchemas[type as FrameType], frame)).toEqual(frame);
  });

  it.each(Object.entries(GOLDEN_FRAMES))('ignores unknown fields in %s', (type, text) => {
    const frame = JSON.parse(text);
    const newer = { ...frame, since: { version: 9 } };
    expect(v.parse(frameSchemas[type as FrameType], newer)).toEqual(frame);
  });
});
