import { Bytes, type ByteSource } from '../byte-source';
import { sound, type Found } from '../found';

const MAX_CHUNKS = 100_000;
const UNKNOWN = 0xffffffff;

/**
 * Length and rate of a WAV, RF64 or BW64 file by its chunks (the data starts where they say, not at byte 44). A data
 * size of 0 or FFFFFFFF at the end of a file means that it was written as a stream: up to the end of the file.
 */
export async function readWav(source: ByteSource): Promise<Found> {
  let rate = 0, byteRate = 0, block = 0, format = 0, frames = 0, wideData = 0, dataBytes = -1;
  let truncated = false;
  for (let at = 12, n = 0; at + 8 <= source.size && n < MAX_CHUNKS; n++) {
    const chunk = new Bytes(await source.read(at, 40));
    const type = chunk.text(0, 4);
    let length = chunk.u32le(4);
    if (type === 'ds64') wideData = chunk.u64le(16);
    else if (type === 'fmt ') {
      format = chunk.u16le(8);
      rate = chunk.u32le(12);
      byteRate = chunk.u32le(16);
      block = chunk.u16le(20);
    } else if (type === 'fact') frames = chunk.u32le(8);
    else if (type === 'data') {
      const rest = source.size - at - 8;
      const streamed = (length === UNKNOWN && wideData === 0) || length === 0;
      if (length === UNKNOWN && wideData > 0) length = wideData;
      // An empty data chunk that another chunk follows is really empty.
      const next = new Bytes(await source.read(at + 8, 8));
      const really = length === 0 && /^[A-Za-z][A-Za-z0-9 ]{3}$/.test(next.text(0, 4)) && next.u32le(4) <= rest - 8;
      if (streamed && !really) length = rest;
      truncated = length > rest;
      dataBytes = Math.min(length, rest);
    }
    at += 8 + length + (length & 1);
  }
  if (dataBytes < 0) return sound(0, rate, true);
  const pcm = format === 1 || format === 3 || format === 0xfffe;
  const seconds = pcm && block > 0 && rate > 0 ? Math.floor(dataBytes / block) / rate : frames > 0 && frames !== UNKNOWN && rate > 0 ? frames / rate : byteRate > 0 ? dataBytes / byteRate : 0;
  return sound(seconds, rate, truncated);
}
