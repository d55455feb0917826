let audio: AudioContext | undefined;

/** Two soft tones; three for what is critical. Browsers keep silent until somebody has pressed something. */
export function ring(priority: string): void {
  audio ??= new AudioContext();
  if (audio.state === 'suspended') void audio.resume().catch(() => undefined);
  const tones = priority === 'CRITICAL' ? [740, 880, 1_108] : [740, 988];
  for (const [index, frequency] of tones.entries()) tone(audio, frequency, audio.currentTime + index * 0.13);
}

function tone(context: AudioContext, frequency: number, at: number): void {
  const source = new OscillatorNode(context, { type: 'sine', frequency });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.11, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.4);
  source.connect(volume).connect(context.destination);
  source.start(at);
  source.stop(at + 0.42);
}
