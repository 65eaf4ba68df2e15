// Short sounds made of arithmetic: horns, bells, gulls, engines, rain, and tones that rise and fall like speech.
// 16-bit mono WAV at 16 kHz.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chance } from './draw.mjs';

const RATE = 16000;
const TAU = 2 * Math.PI;

/** WAV bytes of samples in -1…1. */
export function wav(samples, rate = RATE) {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((s, i) => bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, s)) * 32000), 44 + i * 2));
  return bytes;
}

const silence = (seconds) => new Float64Array(Math.round(seconds * RATE));

/** Adds `make(t)` (t in seconds from its start) to `out` between two times, with soft ends. */
function add(out, from, length, level, make, soft = 0.02) {
  const start = Math.round(from * RATE), n = Math.round(length * RATE);
  for (let i = 0; i < n && start + i < out.length; i++) {
    const t = i / RATE, edge = Math.min(1, t / soft, (length - t) / soft);
    out[start + i] += level * edge * make(t);
  }
}

function noise(c, smooth) {
  let v = 0;
  return () => (v += smooth * (c.next() * 2 - 1 - v));
}

const KINDS = {
  horn(c) {
    const out = silence(c.between(3, 5)), f = c.between(105, 190), sea = noise(c, 0.05);
    for (let i = c.whole(1, 2), at = 0.3; i > 0; i--, at += 1.9) add(out, at, c.between(1.1, 1.6), 0.5, (t) => [1, 2, 3, 4, 5].reduce((s, k) => s + Math.sin(TAU * f * k * t * (1 + 0.001 * Math.sin(9 * t))) / k ** 1.2, 0) / 2.2, 0.12);
    add(out, 0, out.length / RATE, 0.12, sea);
    return out;
  },
  bell(c) {
    const out = silence(c.between(3, 5)), f = c.between(480, 760);
    for (let at = 0.2; at < out.length / RATE - 0.6; at += c.between(0.55, 1.1)) add(out, at, 1.4, 0.5, (t) => [[1, 1], [2.01, 0.6], [2.76, 0.5], [5.4, 0.25]].reduce((s, [k, a]) => s + a * Math.sin(TAU * f * k * t) * Math.exp(-t * (2 + k)), 0) / 1.6, 0.002);
    return out;
  },
  gulls(c) {
    const out = silence(c.between(3, 5)), sea = noise(c, 0.08);
    for (let at = 0.2; at < out.length / RATE - 0.5; at += c.between(0.3, 0.8)) {
      const f = c.between(1100, 1900), l = c.between(0.16, 0.34);
      add(out, at, l, 0.38, (t) => Math.sin(TAU * (f * t + 320 * t * Math.sin(Math.PI * t / l))) * (0.7 + 0.3 * Math.sin(TAU * 36 * t)));
    }
    add(out, 0, out.length / RATE, 0.16, sea);
    return out;
  },
  engine(c) {
    const out = silence(c.between(3.5, 5)), f = c.between(38, 70), rough = noise(c, 0.25);
    add(out, 0, out.length / RATE, 0.6, (t) => {
      const r = f * (1 + 0.25 * Math.sin(0.9 * t));
      return (0.6 * Math.sin(TAU * r * t) + 0.4 * Math.sign(Math.sin(TAU * r * 2 * t)) * 0.4) * (0.8 + 0.2 * Math.sin(TAU * 11 * t)) + 0.3 * rough();
    }, 0.4);
    return out;
  },
  rain(c) {
    const out = silence(c.between(3, 4.5)), hiss = noise(c, 0.85);
    add(out, 0, out.length / RATE, 0.22, hiss, 0.5);
    for (let i = 0; i < 160; i++) { const f = c.between(1800, 4200); add(out, c.between(0, out.length / RATE - 0.05), 0.025, c.between(0.1, 0.4), (t) => Math.sin(TAU * f * t) * Math.exp(-t * 160), 0.001); }
    return out;
  },
  speech(c) {
    const out = silence(c.between(3.5, 5.5)), base = c.between(105, 215);
    const vowels = [[730, 1090], [270, 2290], [570, 840], [300, 870], [530, 1840]];
    for (let at = 0.15; at < out.length / RATE - 0.4; ) {
      const l = c.between(0.12, 0.24), [f1, f2] = c.pick(vowels), p = base * c.between(0.9, 1.2), h = noise(c, 0.6);
      if (c.yes(0.5)) add(out, at, 0.05, 0.16, h, 0.01);
      add(out, at + 0.04, l, 0.55, (t) => {
        const pitch = p * (1 + 0.08 * Math.sin(Math.PI * t / l));
        let s = 0;
        for (let k = 1; k <= 18; k++) { const f = pitch * k; s += Math.sin(TAU * f * t) * (Math.exp(-(((f - f1) / 130) ** 2)) + 0.6 * Math.exp(-(((f - f2) / 190) ** 2)) + 0.04); }
        return s / 2.4;
      }, 0.03);
      at += l + (c.yes(0.22) ? c.between(0.2, 0.5) : c.between(0.03, 0.08));
    }
    return out;
  },
};

/** Writes the sounds into `dir` and answers name and kind of each. */
export async function makeSounds(dir) {
  await mkdir(dir, { recursive: true });
  const sounds = [];
  const kinds = Object.keys(KINDS);
  for (let i = 0; i < 18; i++) {
    const kind = kinds[(i * 5 + Math.floor(i / 6)) % kinds.length], c = chance(9000 + i * 31);
    const file = `recording-${String(i + 1).padStart(2, '0')}.wav`;
    await writeFile(join(dir, file), wav(KINDS[kind](c)));
    sounds.push({ file, labels: [kind], labeled: i < 12 });
  }
  return sounds;
}
