import type { CommandType } from '../../../src/protocol/commands.ts';
import type { FrameType } from '../../../src/protocol/frames.ts';

/** One frame of each type, as sent. PROTOCOL.md shows the same. */
export const GOLDEN_COMMANDS = {
  join: '{"type":"join","room":"lobby","name":"Ann"}',
  message: '{"type":"message","text":"Good morning","cid":"m-1","replyTo":"9f2c41d07a3e-1"}',
  edit: '{"type":"edit","id":"9f2c41d07a3e-2","text":"Good evening","cid":"m-2"}',
  delete: '{"type":"delete","id":"9f2c41d07a3e-2","cid":"m-3"}',
  react: '{"type":"react","id":"9f2c41d07a3e-1","emoji":"👍","on":true,"cid":"m-4"}',
  typing: '{"type":"typing","on":true}',
  read: '{"type":"read","seq":2}',
  who: '{"type":"who"}',
  reacted: '{"type":"reacted","id":"9f2c41d07a3e-41"}',
  sync: '{"type":"sync","since":"9f2c41d07a3e.1"}',
  'assistant.stop': '{"type":"assistant.stop","id":"9f2c41d07a3e-4","cid":"m-6"}',
  'assistant.regenerate': '{"type":"assistant.regenerate","id":"9f2c41d07a3e-4","cid":"m-7"}',
} as const satisfies Record<CommandType, string>;

export const GOLDEN_FRAMES = {
  welcome:
    '{"type":"welcome","you":{"id":"u_1","name":"Ann","role":"guest"},"room":"lobby","epoch":"9f2c41d07a3e","cursor":"9f2c41d07a3e.2","mode":"resumed","limits":{"textChars":4000},"presence":{"online":2,"members":[{"id":"u_1","name":"Ann"}]},"reads":{"u_1":2},"assistant":{"id":"assistant","name":"Assistant","trigger":"mention","provider":"openai-compatible","model":"qwen3"},"protocol":1}',
  system: '{"type":"system","text":"Welcome! Say hello."}',
  message:
    '{"type":"message","seq":2,"id":"9f2c41d07a3e-2","version":5,"user":{"id":"u_1","name":"Ann"},"text":"Good evening","timestamp":1790000000000,"replyTo":"9f2c41d07a3e-1","edited":true,"reactions":{"👍":{"count":1,"by":["u_2"]}}}',
  changed:
    '{"type":"changed","seq":6,"message":{"seq":2,"id":"9f2c41d07a3e-2","version":6,"user":{"id":"u_1","name":"Ann"},"text":"","timestamp":1790000000000,"deleted":true}}',
  pruned: '{"type":"pruned","before":41}',
  live: '{"type":"live","cursor":"9f2c41d07a3e.6"}',
  ack: '{"type":"ack","cid":"m-1","seq":2,"id":"9f2c41d07a3e-2","timestamp":1790000000000,"duplicate":true}',
  error:
    '{"type":"error","code":"rate_limited","message":"Too fast; wait a moment.","cid":"m-5","retryAfterMs":800}',
  presence:
    '{"type":"presence","online":3,"countOnly":true,"members":[{"id":"u_1","name":"Ann"}],"joined":[{"id":"u_1","name":"Ann"}],"left":[{"id":"u_2","name":"Bob"}]}',
  typing: '{"type":"typing","user":{"id":"u_2","name":"Bob"},"on":true}',
  read: '{"type":"read","user":{"id":"u_2","name":"Bob"},"seq":2}',
  reacted: '{"type":"reacted","id":"9f2c41d07a3e-41","emoji":["👍"]}',
  bye: '{"type":"bye","code":4200,"retryAfterMs":1000}',
  'assistant.delta':
    '{"type":"assistant.delta","id":"9f2c41d07a3e-4","attempt":1,"offset":12,"text":" and so on"}',
  'assistant.snapshot':
    '{"type":"assistant.snapshot","id":"9f2c41d07a3e-4","attempt":1,"text":"Once upon a time"}',
} as const satisfies Record<FrameType, string>;
