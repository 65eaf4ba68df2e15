/**
 * One Pascal VOC annotation file: the original elements, what today's tools add, and the shapes of ModelArts' dialect
 * (docs/formats/voc.md). Coordinates are as the file has them; turning 1-based inclusive ones happens in the readers.
 */
import type { Box, Shape } from '../model';
import { child, childText, type XmlNode } from './xml';

export interface VocObject {
  readonly name: string | null;
  readonly shape: Shape | null;
  /** The box beside a richer shape. */
  readonly box: Box | null;
  /** pose, truncated, difficult … and extension attributes, as texts. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly confidence: number | null;
  readonly parts: readonly { readonly name: string; readonly box: Box | null }[];
  readonly line: number;
  readonly wrong: readonly (readonly [code: string, message: string])[];
}

export interface VocFile {
  readonly folder: string;
  readonly filename: string;
  readonly database: string;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly maskSource: string | null;
  readonly objects: readonly VocObject[];
  readonly wrong: readonly (readonly [code: string, message: string])[];
}

/** Elements that are attributes of an object. */
const FLAGS = ['pose', 'truncated', 'difficult', 'occluded', 'hard-coefficient', 'difficult-coefficient', 'mask_color'];
const SHAPES = ['bndbox', 'robndbox', 'polygon', 'polyline', 'line', 'dashed', 'circle', 'point'];
const KNOWN = new Set(['name', 'part', 'attributes', 'properties', 'actions', 'confidence', ...FLAGS, ...SHAPES]);

/** Whether a tree is a VOC annotation and not LabelMe's XML, whose root has the same name. */
export function looksLikeVoc(root: XmlNode): boolean {
  if (root.name !== 'annotation') return false;
  const names = new Set(root.children.map((c) => c.name));
  if (names.has('imagesize') || names.has('sourceImage')) return false;
  return names.has('filename') || names.has('size') || names.has('object');
}

export function readVoc(root: XmlNode): VocFile {
  const wrong: [string, string][] = [];
  const size = child(root, 'size');
  const width = sizeOf(size, 'width', wrong);
  const height = sizeOf(size, 'height', wrong);
  const source = child(root, 'source');
  return {
    folder: childText(root, 'folder') ?? '',
    filename: childText(root, 'filename') ?? '',
    database: (source && childText(source, 'database')) ?? '',
    width,
    height,
    depth: size ? sizeOf(size, 'depth', []) : 0,
    maskSource: childText(root, 'mask_source'),
    objects: root.children.filter((c) => c.name === 'object').map(readObject),
    wrong,
  };
}

function sizeOf(size: XmlNode | null, key: string, wrong: [string, string][]): number {
  const text = size && childText(size, key);
  if (text === null || text === '') {
    wrong.push(['no-size', `the file does not state the ${key} of the picture`]);
    return 0;
  }
  const value = numberOf(text);
  if (value !== null && value > 0) return value;
  if (value === 0) wrong.push(['no-size', `the file states the ${key} 0`]);
  else wrong.push(['bad-size', `the ${key} ${JSON.stringify(text.slice(0, 40))} is no size`]);
  return 0;
}

function readObject(node: XmlNode): VocObject {
  const wrong: [string, string][] = [];
  const name = childText(node, 'name');
  const attributes: Record<string, string> = {};
  for (const key of FLAGS) {
    const text = childText(node, key);
    if (text !== null && text !== '') attributes[key] = text;
  }
  readProperties(node, attributes, wrong);
  const shapes = node.children.filter((c) => SHAPES.includes(c.name));
  const boxes = shapes.filter((c) => c.name === 'bndbox');
  const others = shapes.filter((c) => c.name !== 'bndbox');
  if (boxes.length > 1 || others.length > 1) wrong.push(['several-shapes', 'it has more than one shape; the first one is taken']);
  const box = boxes[0] ? readBox(boxes[0], wrong) : null;
  const other = others[0] ? readShape(others[0], wrong) : null;
  if (shapes.length === 0) wrong.push(['no-geometry', 'it has no bndbox and no other shape']);
  const confidence = childText(node, 'confidence');
  return {
    name,
    shape: other ?? (box ? { kind: 'box', ...box } : null),
    box: other ? box : null,
    attributes,
    confidence: confidence === null ? null : numberOf(confidence),
    parts: node.children.filter((c) => c.name === 'part').map((part) => {
      const at = child(part, 'bndbox');
      return { name: childText(part, 'name') ?? '', box: at ? readBox(at, wrong) : null };
    }),
    line: node.line,
    wrong,
  };
}

/** ModelArts' `properties`, CVAT's `attributes`, the original `actions`, and single unknown elements with a text. */
function readProperties(node: XmlNode, into: Record<string, string>, wrong: [string, string][]): void {
  const put = (key: string | null, value: string | null): void => {
    if (key === null || key === '' || value === null) wrong.push(['bad-property', 'it has a property without a key or a value']);
    else if (key !== '__proto__') into[key] = value;
  };
  for (const group of node.children) {
    if (group.name === 'properties') {
      for (const p of group.children) {
        if (p.name === 'property') put(childText(p, 'key'), childText(p, 'value'));
        else put(p.name, p.text);
      }
    } else if (group.name === 'attributes') {
      for (const a of group.children) put(childText(a, 'name'), childText(a, 'value'));
    } else if (group.name === 'actions') {
      for (const a of group.children) put(`action:${a.name}`, a.text);
    } else if (!KNOWN.has(group.name) && group.children.length === 0 && group.text !== '') put(group.name, group.text);
  }
}

/** A decimal number with a point; null for anything else. */
export function numberOf(text: string): number | null {
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

function numbers(node: XmlNode, keys: readonly string[], wrong: [string, string][]): number[] | null {
  const list: number[] = [];
  for (const key of keys) {
    const text = childText(node, key);
    const value = text === null ? null : numberOf(text);
    if (value === null) {
      wrong.push(['bad-box', text === null ? `${node.name} has no ${key}` : `${key} ${JSON.stringify(text.slice(0, 40))} is not a number`]);
      return null;
    }
    list.push(value);
  }
  return list;
}

function readBox(node: XmlNode, wrong: [string, string][]): Box | null {
  const list = numbers(node, ['xmin', 'ymin', 'xmax', 'ymax'], wrong);
  if (!list) return null;
  const [x0, y0, x1, y1] = list as [number, number, number, number];
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

function readShape(node: XmlNode, wrong: [string, string][]): Shape | null {
  switch (node.name) {
    case 'polygon': {
      const points = pointList(node, wrong);
      if (!points) return null;
      // The segmentation files of ModelArts close the ring by repeating the first point.
      const n = points.length;
      const closed = n > 6 && points[0] === points[n - 2] && points[1] === points[n - 1];
      const ring = closed ? points.slice(0, -2) : points;
      if (ring.length >= 6) return { kind: 'polygon', rings: [ring] };
      wrong.push(['bad-polygon', 'its polygon has fewer than three points']);
      return null;
    }
    case 'polyline': {
      const points = pointList(node, wrong);
      return points && { kind: 'polyline', points };
    }
    case 'line': case 'dashed': {
      const points = numbers(node, ['x1', 'y1', 'x2', 'y2'], wrong);
      return points && { kind: node.name === 'line' ? 'line' : 'dashed_line', points };
    }
    case 'circle': {
      const c = numbers(node, ['cx', 'cy', 'r'], wrong) as [number, number, number] | null;
      return c && { kind: 'circle', cx: c[0], cy: c[1], r: c[2] };
    }
    case 'point': {
      // The table of the documentation says x, y, its example x1, y1.
      const keys = child(node, 'x1') ? ['x1', 'y1'] : ['x', 'y'];
      const p = numbers(node, keys, wrong) as [number, number] | null;
      return p && { kind: 'point', x: p[0], y: p[1] };
    }
    case 'robndbox': {
      const r = numbers(node, ['cx', 'cy', 'w', 'h', 'angle'], wrong) as [number, number, number, number, number] | null;
      return r && { kind: 'rotated_box', cx: r[0], cy: r[1], width: r[2], height: r[3], angle: (r[4] * 180) / Math.PI };
    }
    default: return null;
  }
}

/** x1 y1 x2 y2 … in the order of their numbers. */
function pointList(node: XmlNode, wrong: [string, string][]): number[] | null {
  const values = new Map<string, number>();
  let most = 0;
  for (const c of node.children) {
    const match = /^([xy])([1-9]\d{0,5})$/.exec(c.name);
    const value = match ? numberOf(c.text) : null;
    if (!match || value === null) {
      wrong.push(['bad-polygon', `its ${node.name} holds <${c.name}> that is no coordinate`]);
      return null;
    }
    values.set(c.name, value);
    most = Math.max(most, Number(match[2]));
  }
  const points: number[] = [];
  for (let i = 1; i <= most; i++) {
    const x = values.get(`x${i}`);
    const y = values.get(`y${i}`);
    if (x === undefined || y === undefined) {
      wrong.push(['bad-polygon', `its ${node.name} has no point ${i}`]);
      return null;
    }
    points.push(x, y);
  }
  return points;
}
