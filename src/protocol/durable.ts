import type { DurableFrame, Frame } from './frames.ts';

/**
 * Whether a frame moves a client's cursor: every frame with a `seq`, also of a type that this build
 * does not know [R124]. The `seq` of `ack` and `read` is somebody else's.
 */
export const isDurable = (frame: Frame): frame is DurableFrame =>
  'seq' in frame && frame.type !== 'ack' && frame.type !== 'read';
