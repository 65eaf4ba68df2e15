/** Decodes a sound piece by piece and answers with its peaks: memory does not grow with its length. */
import { ALL_FORMATS, AudioSampleSink, Input, UrlSource } from 'mediabunny';
import { createPeakCollector } from './peaks';

onmessage = (event: MessageEvent<{ readonly id: number; readonly url: string }>) => {
  const { id, url } = event.data;
  peaksOf(url).then(
    (peaks) => postMessage({ id, peaks }, [peaks.buffer as ArrayBuffer]),
    (error: unknown) => postMessage({ id, peaks: null, reason: String(error) }),
  );
};

async function peaksOf(url: string): Promise<Int8Array> {
  const input = new Input({ source: new UrlSource(url), formats: ALL_FORMATS });
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Error('no sound in it');
  const duration = await input.computeDuration();
  const collector = createPeakCollector(Math.round(duration * track.sampleRate));
  let buffer = new Float32Array(0);
  let heard = false;
  for await (const sample of new AudioSampleSink(track).samples()) {
    const frames = sample.numberOfFrames;
    heard = true;
    if (buffer.length < frames) buffer = new Float32Array(frames);
    const from = Math.max(0, Math.round(sample.timestamp * track.sampleRate));
    for (let channel = 0; channel < sample.numberOfChannels; channel++) {
      sample.copyTo(buffer, { planeIndex: channel, format: 'f32-planar' });
      collector.add(buffer.subarray(0, frames), from);
    }
    sample.close();
  }
  // Silence is drawn where there is silence, not where nothing could be decoded.
  if (!heard) throw new Error('nothing in it could be decoded');
  return collector.finish();
}
