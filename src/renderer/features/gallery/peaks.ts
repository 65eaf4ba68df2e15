/**
 * Peaks of a sound for a small waveform: per bucket the smallest and largest sample over all channels, as signed
 * bytes (-127 … 127 for -1 … 1), `[min, max, min, max …]`.
 */
export const PEAK_BUCKETS = 256;

/** Collects peaks while pieces of a sound of known length come in. */
export interface PeakCollector {
  /** Samples -1 … 1 of one channel, the first of them being sample number `from` of the sound. */
  add(samples: Float32Array, from: number): void;
  /** 2 * buckets signed bytes. */
  finish(): Int8Array;
}

/** `frames`: length of the sound in samples per channel, at least an estimate; what lies beyond joins the last bucket. */
export function createPeakCollector(frames: number, buckets = PEAK_BUCKETS): PeakCollector {
  const low = new Float32Array(buckets);
  const high = new Float32Array(buckets);
  const total = Math.max(1, frames);
  return {
    add(samples, from) {
      let i = 0;
      while (i < samples.length) {
        const bucket = Math.min(buckets - 1, Math.floor(((from + i) * buckets) / total));
        const end = bucket === buckets - 1 ? samples.length : Math.min(samples.length, Math.max(i + 1, Math.ceil(((bucket + 1) * total) / buckets) - from));
        let min = low[bucket] ?? 0;
        let max = high[bucket] ?? 0;
        for (; i < end; i++) {
          const value = samples[i] ?? 0;
          if (value < min) min = value;
          if (value > max) max = value;
        }
        low[bucket] = min;
        high[bucket] = max;
      }
    },
    finish() {
      const peaks = new Int8Array(buckets * 2);
      for (let i = 0; i < buckets; i++) {
        peaks[2 * i] = toByte(low[i] ?? 0);
        peaks[2 * i + 1] = toByte(high[i] ?? 0);
      }
      return peaks;
    },
  };
}

function toByte(value: number): number {
  return Math.round(Math.min(1, Math.max(-1, value)) * 127);
}

/** An SVG path of the waveform in a box of `width` by `height`; at least a hair line where there is silence. */
export function peaksPath(peaks: Int8Array, width: number, height: number): string {
  const buckets = peaks.length / 2;
  if (buckets === 0) return '';
  const middle = height / 2;
  const step = width / buckets;
  const y = (value: number): string => (middle - (value / 127) * (middle - 1)).toFixed(1);
  let top = '';
  let bottom = '';
  for (let i = 0; i < buckets; i++) {
    const x = ((i + 0.5) * step).toFixed(1);
    top += `${i === 0 ? 'M' : 'L'}${x} ${y(Math.max(peaks[2 * i + 1] ?? 0, 1))}`;
    bottom = `L${x} ${y(Math.min(peaks[2 * i] ?? 0, -1))}${bottom}`;
  }
  return `${top}${bottom}Z`;
}
