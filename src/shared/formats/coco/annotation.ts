/** Parsing of one COCO annotation straight from the bytes: the part that runs a million times. */
import { decompressRle } from '../../geometry/rle-mask';
import type { Box, Extra, Shape } from '../model';
import type { JsonScanner, JsonValue } from '../support/json-scanner';

/** An annotation as the file has it, with everything that is wrong with it. */
export interface RawAnnotation {
  readonly line: number;
  /** Ids are compared as text, so that 7 and "7" mean the same; '' = not there. */
  readonly id: string;
  /** The id as a whole number from 0, else -1. */
  readonly idNumber: number;
  readonly image: number | string;
  readonly category: number | string | null;
  readonly shape: Shape;
  readonly box: Box | null;
  readonly area: number | null;
  readonly crowd: boolean;
  readonly attributes: Extra | null;
  readonly score: number | null;
  readonly extra: Record<string, JsonValue> | null;
  /** Codes and words of what is wrong inside it. */
  readonly wrong: readonly (readonly [code: string, message: string])[];
  /** Its kind by what it has, when that could not be read and `shape` is something poorer. */
  readonly meant: 'mask' | 'polygon' | 'keypoints' | null;
}

type Wrong = [string, string][];
const NONE: readonly (readonly [string, string])[] = [];

const QUOTE = 34, COMMA = 44, OPEN = 91, CLOSE = 93, LBRACE = 123;

function isNumberStart(c: number): boolean {
  return (c >= 48 && c <= 57) || c === 45 || c === 78 || c === 73;
}

/** A number or a string (of a number beyond 2^53 its digits); anything else is consumed and answered as null. */
export function idValue(json: JsonScanner): number | string | null {
  const c = json.peek();
  if (isNumberStart(c)) return json.identity();
  if (c === QUOTE) return json.string();
  json.parse(1);
  return null;
}

function numberOrNull(json: JsonScanner): number | null {
  if (isNumberStart(json.peek())) return json.number();
  json.parse(1);
  return null;
}

/** What was read so far of one object. */
interface Fields {
  id: number | string | null;
  image: number | string | null;
  category: number | string | null;
  bbox: number[] | null;
  bboxBad: boolean;
  area: number | null;
  crowd: boolean;
  rings: number[][] | null;
  rle: Rle | null;
  segmentationBad: boolean;
  keypoints: number[] | null;
  keypointsThere: boolean;
  caption: string | null;
  attributes: JsonValue;
  score: number | null;
  extra: Record<string, JsonValue> | null;
}

interface Rle {
  size: JsonValue;
  counts: string | number[] | null;
}

/** Reads one annotation object. Throws only for broken JSON. */
export function parseAnnotation(json: JsonScanner, line: number): RawAnnotation {
  const f: Fields = {
    id: null, image: null, category: null, bbox: null, bboxBad: false, area: null, crowd: false, rings: null, rle: null,
    segmentationBad: false, keypoints: null, keypointsThere: false, caption: null, attributes: null, score: null, extra: null,
  };
  json.object((key) => {
    switch (key) {
      case 'id': f.id = idValue(json); break;
      case 'image_id': f.image = idValue(json); break;
      case 'category_id': f.category = idValue(json); break;
      case 'bbox':
        if (json.peek() === OPEN) {
          f.bbox = json.numbers();
          f.bboxBad = f.bbox === null || (f.bbox.length !== 4 && f.bbox.length !== 0);
        } else f.bboxBad = json.parse(1) !== null;
        break;
      case 'area': f.area = numberOrNull(json); break;
      case 'iscrowd': {
        const value = json.parse(1);
        f.crowd = value === 1 || value === true || value === '1';
        break;
      }
      case 'segmentation': parseSegmentation(json, f); break;
      case 'keypoints':
        f.keypointsThere = true;
        if (json.peek() === OPEN) f.keypoints = json.numbers();
        else json.parse(1);
        break;
      case 'num_keypoints': json.parse(1); break;
      case 'caption': {
        const value = json.parse(1);
        if (typeof value === 'string') f.caption = value;
        break;
      }
      case 'attributes': f.attributes = json.parse(1); break;
      case 'score': f.score = numberOrNull(json); break;
      default: (f.extra ??= {})[key === '__proto__' ? '_proto_' : key] = json.parse(1);
    }
  });
  return finish(f, line);
}

function finish(f: Fields, line: number): RawAnnotation {
  const wrong: Wrong = [];
  const box = boxOf(f.bbox, f.bboxBad, wrong);
  const shape = richest(f, box, wrong);
  if (f.area !== null && !Number.isFinite(f.area)) wrong.push(['not-finite', 'the area is not a number']);
  if (f.score !== null && !Number.isFinite(f.score)) wrong.push(['not-finite', 'the score is not a number']);
  const { id, attributes } = f;
  const named = typeof attributes === 'object' && attributes !== null && !Array.isArray(attributes);
  // A skeleton may carry a polygon or mask too: kept beside, so that it can be written back.
  if (shape.kind === 'keypoints' && f.rings !== null && f.rings.length > 0) (f.extra ??= {})['segmentation'] = f.rings;
  if (!named && attributes !== null) (f.extra ??= {})['attributes'] = attributes;
  return {
    line,
    id: id === null ? '' : String(id),
    idNumber: typeof id === 'number' && Number.isInteger(id) && id >= 0 && id <= 0xffffffff ? id : -1,
    image: f.image ?? '',
    category: f.category,
    shape,
    box: shape.kind === 'box' ? null : box,
    area: f.area !== null && Number.isFinite(f.area) ? f.area : null,
    crowd: f.crowd,
    attributes: named ? (attributes as Extra) : null,
    score: f.score !== null && Number.isFinite(f.score) ? f.score : null,
    extra: f.extra,
    meant: meantBy(f, shape),
    wrong: wrong.length > 0 ? wrong : NONE,
  };
}

function parseSegmentation(json: JsonScanner, f: Fields): void {
  const c = json.peek();
  if (c === LBRACE) f.rle = parseRle(json);
  else if (c === OPEN) {
    const rings: number[][] = [];
    json.list(() => {
      const ring = json.peek() === OPEN ? json.numbers() : null;
      if (ring === null && json.peek() !== COMMA && json.peek() !== CLOSE) json.parse(1);
      if (ring !== null && ring.length >= 6 && ring.length % 2 === 0) rings.push(ring);
      else f.segmentationBad = true;
    });
    f.rings = rings;
  } else f.segmentationBad = json.parse(1) !== null;
}

function parseRle(json: JsonScanner): Rle {
  const rle: Rle = { size: null, counts: null };
  json.object((key) => {
    if (key === 'size') rle.size = json.parse(1);
    else if (key === 'counts') {
      const c = json.peek();
      if (c === OPEN) rle.counts = json.numbers();
      else if (c === QUOTE) rle.counts = json.string();
      else json.parse(1);
    } else json.parse(1);
  });
  return rle;
}

function boxOf(bbox: readonly number[] | null, bad: boolean, wrong: Wrong): Box | null {
  if (bad) wrong.push(['bad-box', 'bbox is not a list of four numbers']);
  if (bad || bbox?.length !== 4) return null;
  const [x, y, width, height] = bbox as unknown as [number, number, number, number];
  if (Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(width) && Number.isFinite(height)) return { x, y, width, height };
  wrong.push(['not-finite', `bbox holds a value that is not a number: ${x}, ${y}, ${width}, ${height}`]);
  return null;
}

/** One object is one annotation, of its richest kind. */
function richest(parts: Fields, box: Box | null, wrong: Wrong): Shape {
  if (parts.segmentationBad) wrong.push(['bad-polygon', 'segmentation holds a part that is not a list of at least three points']);
  const mask = parts.rle === null ? null : maskOf(parts.rle, wrong);
  const rings = parts.rings !== null && parts.rings.length > 0 && finite(parts.rings, wrong) ? parts.rings : null;
  if (parts.keypointsThere) {
    const points = parts.keypoints;
    if (points !== null && points.length > 0 && points.length % 3 === 0 && points.every(Number.isFinite)) {
      for (let i = 2; i < points.length; i += 3) {
        const v = points[i] as number;
        if (v !== 0 && v !== 1 && v !== 2) {
          wrong.push(['bad-visibility', `keypoint ${(i + 1) / 3} has visibility ${v} instead of 0, 1 or 2`]);
          break;
        }
      }
      return { kind: 'keypoints', points };
    }
    if (points === null || points.length > 0) wrong.push(['bad-keypoints', 'keypoints is not a list of x, y, v']);
  }
  if (mask) return mask;
  if (rings) return { kind: 'polygon', rings };
  if (parts.caption !== null) return { kind: 'caption', text: parts.caption };
  if (box) return { kind: 'box', x: box.x, y: box.y, width: box.width, height: box.height };
  if (wrong.length === 0) wrong.push(['no-geometry', 'it has neither a box nor a segmentation']);
  return { kind: 'box', x: Number.NaN, y: Number.NaN, width: Number.NaN, height: Number.NaN };
}

/** An object counts as what it is in the file, also when that is broken. An empty list is nothing. */
function meantBy(f: Fields, shape: Shape): RawAnnotation['meant'] {
  const kind = f.keypoints !== null && f.keypoints.length > 0 ? 'keypoints' : f.rle !== null ? 'mask' : f.rings !== null && (f.rings.length > 0 || f.segmentationBad) ? 'polygon' : null;
  return kind === shape.kind ? null : kind;
}

function finite(rings: readonly (readonly number[])[], wrong: Wrong): boolean {
  for (const ring of rings) {
    for (const v of ring) {
      if (Number.isFinite(v)) continue;
      wrong.push(['not-finite', 'segmentation holds a value that is not a number']);
      return false;
    }
  }
  return true;
}

function maskOf(rle: Rle, wrong: Wrong): Shape | null {
  const size = rle.size;
  if (!Array.isArray(size) || size.length !== 2 || !size.every((n) => typeof n === 'number' && Number.isInteger(n) && n > 0 && n <= 1_000_000)) {
    wrong.push(['bad-mask', 'the mask has no size [height, width]']);
    return null;
  }
  const [height, width] = size as unknown as [number, number];
  const counts = typeof rle.counts === 'string' ? decompressRle(rle.counts) : rle.counts;
  if (counts === null || !counts.every((n) => Number.isInteger(n) && n >= 0)) {
    wrong.push(['bad-mask', 'the runs of the mask cannot be read']);
    return null;
  }
  let sum = 0;
  for (const n of counts) sum += n;
  if (sum !== width * height) {
    wrong.push(['bad-mask', `the runs of the mask add up to ${sum}, not to ${height} x ${width} = ${width * height}`]);
    return null;
  }
  return { kind: 'mask', width, height, counts };
}
