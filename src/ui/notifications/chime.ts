/** Two notes: frequency in Hz, and start in seconds. */
const NOTES = [
  [587.33, 0],
  [783.99, 0.09],
] as const;
/** The volume from 0 to 1, and the duration of each note in seconds. */
const GAIN = 0.06;
const RING_S = 0.35;

let context: AudioContext | null = null;

/** Plays a soft sound. Browsers that require a user gesture first stay silent. */
export async function chime(): Promise<void> {
  try {
    context ??= new AudioContext();
    await context.resume();
    for (const [frequency, delay] of NOTES) ring(context, frequency, context.currentTime + delay);
  } catch {
    // No audio available.
  }
}

function ring(audio: AudioContext, frequency: number, at: number): void {
  const tone = new OscillatorNode(audio, { type: 'sine', frequency });
  const volume = new GainNode(audio, { gain: 0 });
  tone.connect(volume).connect(audio.destination);
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(GAIN, at + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + RING_S);
  tone.start(at);
  tone.stop(at + RING_S);
}
