// `npm run samples`: makes assets/samples anew. The result is part of the project; the same script gives the same
// pictures, sounds and texts (the clips depend on the encoder of the local Chromium, and are kept unless --clips is given).
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeClips } from './clips.mjs';
import { makePictures } from './pictures.mjs';
import { makeSounds } from './sounds.mjs';
import { makeTexts } from './texts.mjs';

const out = fileURLToPath(new URL('../../assets/samples/', import.meta.url));
const round = (v) => Math.round(v * 100) / 100;

/** COCO instances of the pictures whose labels come along. */
function coco(pictures, labels) {
  const images = pictures.filter((p) => p.labeled).map((p, i) => ({ id: i + 1, width: p.width, height: p.height, file_name: p.file }));
  const ids = new Map(images.map((i) => [i.file_name, i.id]));
  let id = 0;
  const annotations = pictures.filter((p) => p.labeled).flatMap((p) => p.objects.map((o) => ({
    id: ++id, image_id: ids.get(p.file), category_id: labels.indexOf(o.label) + 1, bbox: [o.x, o.y, o.width, o.height].map(round), area: round(o.width * o.height), iscrowd: 0, segmentation: [],
  })));
  return { info: { description: 'Labelwright samples: drawn scenes with their ground truth', version: '1' }, licenses: [], images, annotations, categories: labels.map((name, i) => ({ id: i + 1, name, supercategory: '' })) };
}

const clipsKept = !process.argv.includes('--clips') && (await access(join(out, 'clips/clips.json')).then(() => true, () => false));
for (const part of ['pictures', 'sounds', 'texts']) await rm(join(out, part), { recursive: true, force: true });
await mkdir(out, { recursive: true });
const pictures = await makePictures(join(out, 'pictures'));
const seen = [...new Set(pictures.flatMap((p) => p.objects.map((o) => o.label)))];
// Given out in this order, so that the colours of things that stand beside each other are far apart.
const order = ['cargo ship', 'ferry', 'sailing boat', 'fishing boat', 'car', 'person', 'buoy', 'van', 'cyclist', 'bus'];
const labels = [...order.filter((l) => seen.includes(l)), ...seen.filter((l) => !order.includes(l))];
await writeFile(join(out, 'pictures/annotations.json'), JSON.stringify(coco(pictures, labels)) + '\n');
const sounds = await makeSounds(join(out, 'sounds'));
const texts = await makeTexts(join(out, 'texts'));
if (!clipsKept) {
  await rm(join(out, 'clips'), { recursive: true, force: true });
  const clips = await makeClips(join(out, 'clips'));
  await writeFile(join(out, 'clips/clips.json'), JSON.stringify(clips.map((c) => ({ ...c, frames: c.frames.map((f) => f.map((t) => [t.label, round(t.x), round(t.y), round(t.width), round(t.height)])) }))) + '\n');
}
const clips = JSON.parse(await readFile(join(out, 'clips/clips.json'), 'utf8'));
const classes = (items) => items.filter((i) => i.labeled).map(({ file, line, labels: l }) => ({ file, line: line ?? 0, labels: l }));
const samples = {
  name: 'Samples',
  datasets: [
    { folder: 'pictures', name: 'Drawn scenes', dataType: 'image', textMode: null, jobs: [
      { name: 'Vessels and vehicles', task: 'detection', multiple: false, labels, labelFile: 'pictures/annotations.json' },
      { name: 'Scene and light', task: 'classification', multiple: true, labels: ['harbour', 'street', 'kitchen', 'dawn', 'noon', 'overcast', 'dusk', 'evening'], classes: pictures.filter((p, i) => i % 3 !== 2).map((p) => ({ file: p.file, line: 0, labels: [p.scene, p.light] })) },
    ] },
    { folder: 'sounds', name: 'Harbour sounds', dataType: 'audio', textMode: null, jobs: [{ name: 'What is heard', task: 'classification', multiple: false, labels: ['horn', 'bell', 'gulls', 'engine', 'rain', 'speech'], classes: classes(sounds) }] },
    { folder: 'texts', name: 'Harbour reports', dataType: 'text', textMode: 'line', jobs: [{ name: 'What it is about', task: 'classification', multiple: true, labels: ['accident', 'warning', 'weather', 'repair', 'arrival or departure'], classes: classes(texts) }] },
    { folder: 'clips', name: 'Short clips', dataType: 'video', textMode: null, jobs: [{ name: 'What moves', task: 'classification', multiple: false, labels: ['traffic', 'boats'], classes: classes(clips) }] },
  ],
};
await writeFile(join(out, 'samples.json'), JSON.stringify(samples, null, 1) + '\n');
await writeFile(join(out, 'README.md'), `# Samples

A small workspace of all four data types, drawn and computed by \`build/samples\` (\`npm run samples\`; \`-- --clips\` also makes the clips anew). Nothing here shows real people or places. Licence: CC0.

\`samples.json\` lists the datasets with their folder, their jobs and the labels that come along; \`pictures/annotations.json\` is COCO, \`clips/clips.json\` holds the boxes of every frame.
`);
process.stderr.write(`${pictures.length} pictures with ${pictures.reduce((s, p) => s + p.objects.length, 0)} objects, ${sounds.length} sounds, ${texts.length} texts, ${clips.length} clips\n`);
