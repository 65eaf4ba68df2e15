/** A clip whose sound no browser plays: the pictures of a clip beside a track of AC-3. */
import { ALL_FORMATS, BufferTarget, EncodedAudioPacketSource, EncodedPacket, EncodedPacketSink, EncodedVideoPacketSource, FilePathSource, Input, Mp4OutputFormat, Output } from 'mediabunny';

/** Samples in an AC-3 frame, and how many of them are in a second. */
const FRAME = 1536;
const RATE = 48_000;

/** A frame of 192 kbit/s, two channels (ETSI TS 102 366, 4.3): the beginning says so, the sound itself is nothing. */
function ac3Frame(): Uint8Array {
  const frame = new Uint8Array(768);
  // Sync word, no checksum; rate 48 kHz and size code 20; version 8, complete main; two channels.
  frame.set([0x0b, 0x77, 0, 0, 20, 8 << 3, 2 << 5]);
  return frame;
}

export async function clipWithAc3(from: string): Promise<Uint8Array> {
  const input = new Input({ source: new FilePathSource(from), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  if (track === null || track.codec === null) throw new Error(`${from} has no pictures`);
  const output = new Output({ format: new Mp4OutputFormat(), target: new BufferTarget() });
  const video = new EncodedVideoPacketSource(track.codec);
  const sound = new EncodedAudioPacketSource('ac3');
  output.addVideoTrack(video);
  output.addAudioTrack(sound);
  await output.start();
  const decoderConfig = await track.getDecoderConfig();
  for await (const packet of new EncodedPacketSink(track).packets()) await video.add(packet, decoderConfig === null ? undefined : { decoderConfig });
  for (let at = 0; at < RATE; at += FRAME) {
    await sound.add(new EncodedPacket(ac3Frame(), 'key', at / RATE, FRAME / RATE), { decoderConfig: { codec: 'ac-3', sampleRate: RATE, numberOfChannels: 2 } });
  }
  await output.finalize();
  input.dispose();
  if (output.target.buffer === null) throw new Error('nothing was written');
  return new Uint8Array(output.target.buffer);
}
