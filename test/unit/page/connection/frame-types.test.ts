import { expect, it } from 'vitest';
import { eventTypes, typesIn } from '../../../../src/page/connection/frame-types.ts';

it('recognises the frames of a message, of a batch, and of a poll', () => {
  expect(typesIn('{"type":"message","text":"type"}')).toEqual(['message']);
  expect(typesIn('[{"type":"ack"},{"type":"message"}]')).toEqual(['ack', 'message']);
  expect(typesIn('{"cursor":"e.1","frames":[{"type":"welcome"},{"type":"live"}]}')).toEqual([
    'welcome',
    'live',
  ]);
});

it('recognises none in what is not a frame', () => {
  for (const text of ['ping', 'null', '7', '{}', '[null,{"type":7}]', '<html>'])
    expect(typesIn(text)).toEqual([]);
});

it('recognises events however the stream is split, without reading their data', () => {
  const stream = ': hello\n\nevent: message\r\ndata: event: fake\nid: e.1\n\nevent:live\n\n';
  for (let at = 0; at < stream.length; at++) {
    const found = eventTypes();
    expect([...found(stream.slice(0, at)), ...found(stream.slice(at))]).toEqual([
      'comment',
      'message',
      'live',
    ]);
  }
});
