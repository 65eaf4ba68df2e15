// Two short clips with a frame counter: pictures are drawn here, encoded by the WebCodecs of a local Chromium and put
// into files by Mediabunny. Run only when the samples are made anew; the clips themselves are part of the project.
import { createServer } from 'node:http';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import sharp from 'sharp';
import { ensureChromium, root } from '../lib/bootstrap.mjs';
import { chance, rect, resetIds } from './draw.mjs';
import { car, bus } from './objects/vehicles.mjs';
import { cyclist, person } from './objects/people.mjs';
import { ferry, sailingBoat } from './objects/vessels.mjs';
import { LIGHTS } from './scenes/light.mjs';
import { finish, paving, sky, skyline, water, H, W } from './scenes/parts.mjs';
import { street } from './scenes/street.mjs';

const FPS = 25;
const SECONDS = 6;
const SIZE = [640, 426];

function crossing(k) {
  const c = chance(77), t = k / (FPS * SECONDS);
  const d = (label, x, y, w, h, draw, seed) => ({ label, x, y, width: w, height: h, svg: `<g transform="translate(${x} ${y})">${draw(w, h, chance(seed))}</g>` });
  resetIds();
  const things = [d('bus', -520 + t * 2300, 500, 494, 190, bus, 5), d('car', 1500 - t * 2000, 640, 300, 120, car, 8), d('cyclist', -200 + t * 1250, 660, 176, 200, cyclist, 12), d('person', 980 - t * 300, 440, 56, 165, person, 21)];
  return { back: () => { resetIds(); const base = street(LIGHTS.noon, { ...c, yes: () => false, whole: (lo) => lo * 0 }, 77); return base.svg; }, things };
}

function bay(k) {
  const t = k / (FPS * SECONDS), l = LIGHTS.dawn;
  const d = (label, x, y, w, h, draw, seed) => ({ label, x, y, width: w, height: h, svg: `<g transform="translate(${x} ${y})">${draw(w, h, chance(seed))}</g>` });
  resetIds();
  const bob = (p) => Math.sin(t * 12 + p) * 5;
  const things = [d('ferry', -380 + t * 1900, 380 + bob(0), 400, 144, ferry, 3), d('sailing boat', 1200 - t * 700, 420 + bob(1), 120, 180, sailingBoat, 4), d('sailing boat', 200 + t * 240, 520 + bob(2), 150, 225, sailingBoat, 9)];
  return { back: () => { resetIds(); const c = chance(41); return finish(l, 41, sky(l, c, 364) + skyline(l, c, 360, 100) + water(l, c, 360, 800) + paving(l, c, 796) + rect(0, 796, W, 9, '#5a5048')); }, things };
}

const CLIPS = [['street-crossing', 'webm', crossing, ['traffic']], ['morning-ferry', 'mp4', bay, ['boats']]];

async function frames(scene) {
  const base = await sharp(Buffer.from(scene(0).back())).png().toBuffer();
  const out = [], truth = [];
  for (let k = 0; k < FPS * SECONDS; k++) {
    const { things } = scene(k);
    const counter = `<rect x="24" y="24" width="178" height="52" rx="8" fill="#111111" opacity="0.85"/><text x="44" y="61" font-family="Inter, DejaVu Sans, sans-serif" font-weight="600" font-size="32" fill="#ffffff">${String(k).padStart(4, '0')}</text>` + Array.from({ length: 10 }, (_, b) => rect(220 + b * 26, 30, 22, 40, (k >> (9 - b)) & 1 ? '#ffffff' : '#111111')).join('');
    const over = `<svg xmlns="http://www.w3.org/2000/svg" width="${W}" height="${H}">${[...things].sort((a, b) => a.y + a.height - b.y - b.height).map((t) => t.svg).join('')}${counter}</svg>`;
    const whole = await sharp(base).composite([{ input: await sharp(Buffer.from(over)).png().toBuffer() }]).png().toBuffer();
    out.push(await sharp(whole).resize(...SIZE).jpeg({ quality: 92 }).toBuffer());
    truth.push(things.map(({ label, x, y, width, height }) => ({ label, x, y, width, height })));
  }
  return { out, truth };
}

/** Writes the clips into `dir` and answers name, labels and the boxes of every frame. */
export async function makeClips(dir) {
  await mkdir(dir, { recursive: true });
  const bundle = await readFile(join(root, 'node_modules/mediabunny/dist/bundles/mediabunny.min.mjs'));
  const pictures = new Map();
  const server = createServer((q, r) => {
    if (q.url === '/m.mjs') { r.setHeader('content-type', 'text/javascript'); r.end(bundle); }
    else if (pictures.has(q.url)) { r.setHeader('content-type', 'image/jpeg'); r.end(pictures.get(q.url)); }
    else { r.setHeader('content-type', 'text/html'); r.end('<!doctype html><title>clips</title>'); }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  const clips = [];
  try {
    const page = await browser.newPage();
    page.on('console', (m) => process.stderr.write(`${m.text()}\n`));
    for (const [name, container, scene, labels] of CLIPS) {
      const { out, truth } = await frames(scene);
      out.forEach((jpeg, k) => pictures.set(`/${name}/${k}.jpg`, jpeg));
      await page.goto(origin);
      const bytes = await page.evaluate(async ({ name, container, n, fps, size }) => {
        const m = await import('/m.mjs');
        const output = new m.Output({ format: container === 'webm' ? new m.WebMOutputFormat() : new m.Mp4OutputFormat({ fastStart: 'in-memory' }), target: new m.BufferTarget() });
        const canvas = new OffscreenCanvas(...size), g = canvas.getContext('2d');
        const source = new m.CanvasSource(canvas, { codec: 'vp9', bitrate: 900_000, keyFrameInterval: 2 });
        output.addVideoTrack(source, { frameRate: fps });
        await output.start();
        for (let k = 0; k < n; k++) {
          g.drawImage(await createImageBitmap(await (await fetch(`/${name}/${k}.jpg`)).blob()), 0, 0);
          await source.add(k / fps, 1 / fps);
        }
        await output.finalize();
        return [...new Uint8Array(output.target.buffer)];
      }, { name, container, n: out.length, fps: FPS, size: SIZE });
      const file = `${name}.${container}`;
      await writeFile(join(dir, file), Buffer.from(bytes));
      const scale = SIZE[0] / W;
      clips.push({ file, labels, labeled: name === 'street-crossing', fps: FPS, frames: truth.map((f) => f.map((t) => ({ ...t, x: t.x * scale, y: t.y * scale, width: t.width * scale, height: t.height * scale }))) });
    }
  } finally {
    await browser.close();
    server.close();
  }
  return clips;
}
