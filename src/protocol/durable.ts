import type { DurableFrame, Frame } from './frames.ts';

/**
 * Whether a frame moves a client's cursor: every frame with a `seq` does, even of a type that this build
 * does not know [R124]. The exceptions are `ack` and `read`, whose `seq` refers to another frame.
 */
export const isDurable = (frame: Frame): frame is DurableFrame =>
  'seq' in frame && frame.type !== 'ack' && frame.type !== 'read';
