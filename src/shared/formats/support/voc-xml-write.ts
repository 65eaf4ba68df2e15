/** Writing one Pascal VOC file, readable by the original tools and by ModelArts. */
import type { ItemAnnotation, MediaItem, Shape } from '../model';
import { shapeBounds } from '../shape';
import { UNKNOWN_SIZE, type LossCounter } from './losses';
import { baseName, folderOf } from './media-finder';
import { escapeXml, fitsXml } from './xml';

/** Attributes that have an element of their own in an object, in the order that naive parsers expect. */
const FLAGS: readonly (readonly [string, string])[] = [['pose', 'Unspecified'], ['truncated', '0'], ['occluded', '0'], ['difficult', '0']];

export interface VocWriteOptions {
  /** Writes polygons, lines, circles and points as ModelArts has them; else they become their bounding box. */
  readonly shapes: boolean;
  /** Added to the minimum corner when the file is to be 1-based inclusive. */
  readonly indexBase: 0 | 1;
}

/** The text of the file for one picture; counts what it cannot hold. */
export function vocXml(media: MediaItem, annotations: readonly ItemAnnotation[], labels: readonly { readonly name: string }[], options: VocWriteOptions, losses: LossCounter): string {
  const out: string[] = ['<annotation>'];
  line(out, 1, 'folder', folderOf(media.path) || '.');
  line(out, 1, 'filename', baseName(media.path));
  out.push('  <source>', '    <database>Unknown</database>', '  </source>');
  // A size that nobody knows is left out: 0 would be read as one.
  if (media.width > 0 && media.height > 0) {
    out.push('  <size>');
    line(out, 2, 'width', String(media.width));
    line(out, 2, 'height', String(media.height));
    line(out, 2, 'depth', '3');
    out.push('  </size>');
  } else losses.add(UNKNOWN_SIZE, null);
  line(out, 1, 'segmented', '0');
  for (const a of annotations) writeObject(out, a, labels, options, losses);
  out.push('</annotation>', '');
  return out.join('\n');
}

function line(out: string[], depth: number, name: string, text: string): void {
  out.push(`${'  '.repeat(depth)}<${name}>${escapeXml(text)}</${name}>`);
}

function writeObject(out: string[], a: ItemAnnotation, labels: readonly { readonly name: string }[], options: VocWriteOptions, losses: LossCounter): void {
  const label = labels[a.label];
  if (!label) return losses.add('object without a label', null);
  const position = positionOf(a, options, losses);
  if (!position) return;
  if (!fitsXml(label.name)) losses.add('object whose label has characters that XML cannot hold', 'object of a label with \uFFFD instead');
  const attributes = new Map<string, string>();
  for (const [key, value] of Object.entries(a.attributes ?? {})) attributes.set(key, typeof value === 'string' ? value : JSON.stringify(value));
  out.push('  <object>');
  line(out, 2, 'name', label.name);
  for (const [key, otherwise] of FLAGS) {
    line(out, 2, key, attributes.get(key) ?? otherwise);
    attributes.delete(key);
  }
  if (a.confidence !== null) line(out, 2, 'confidence', String(a.confidence));
  writePosition(out, 2, position);
  if (a.crowd) losses.add('iscrowd', null);
  const kept = [...attributes].filter(([key, value]) => key !== '' && value !== '');
  if (kept.length > 0) {
    out.push('    <properties>');
    for (const [key, value] of kept) out.push('      <property>', `        <key>${escapeXml(key)}</key>`, `        <value>${escapeXml(value)}</value>`, '      </property>');
    out.push('    </properties>');
  }
  const parts = a.extra?.['parts'];
  if (Array.isArray(parts)) for (const part of parts as readonly { name: string; box: { x: number; y: number; width: number; height: number } | null }[]) {
    out.push('    <part>');
    line(out, 3, 'name', part.name);
    if (part.box) writePosition(out, 3, boxPosition(part.box, options));
    out.push('    </part>');
  }
  out.push('  </object>');
}

/** Name of the position element and its values. */
type Position = readonly [string, readonly (readonly [string, number])[]];

function writePosition(out: string[], depth: number, [name, values]: Position): void {
  out.push(`${'  '.repeat(depth)}<${name}>`);
  for (const [key, value] of values) line(out, depth + 1, key, decimal(value));
  out.push(`${'  '.repeat(depth)}</${name}>`);
}

/** At most 4 decimals, never an exponent: naive readers split at the point. */
function decimal(value: number): string {
  const rounded = Math.round(value * 10_000) / 10_000;
  return Object.is(rounded, -0) ? '0' : rounded.toFixed(4).replace(/\.?0+$/, '');
}

function boxPosition(b: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }, options: VocWriteOptions): Position {
  const add = options.indexBase;
  return ['bndbox', [['xmin', b.x + add], ['ymin', b.y + add], ['xmax', b.x + b.width], ['ymax', b.y + b.height]]];
}

function positionOf(a: ItemAnnotation, options: VocWriteOptions, losses: LossCounter): Position | null {
  if (options.shapes) {
    const position = shapePosition(a.shape);
    if (position) {
      if (a.shape.kind === 'polygon' && a.shape.rings.length > 1) losses.add('further part of a polygon', null, a.shape.rings.length - 1);
      return position;
    }
  }
  const bounds = (a.shape.kind === 'box' ? null : a.box) ?? shapeBounds(a.shape);
  const usable = bounds !== null && Number.isFinite(bounds.x + bounds.y + bounds.width + bounds.height);
  if (a.shape.kind !== 'box') losses.add(a.shape.kind, usable ? 'box' : null);
  else if (!usable) losses.add('object without a readable box', null);
  return usable ? boxPosition(bounds, options) : null;
}

function shapePosition(shape: Shape): Position | null {
  switch (shape.kind) {
    case 'polygon': return ['polygon', pairs(shape.rings[0] ?? [])];
    case 'polyline': return ['polyline', pairs(shape.points)];
    case 'line': return ['line', pairs(shape.points)];
    case 'dashed_line': return ['dashed', pairs(shape.points)];
    case 'circle': return ['circle', [['cx', shape.cx], ['cy', shape.cy], ['r', shape.r]]];
    case 'point': return ['point', [['x', shape.x], ['y', shape.y]]];
    default: return null;
  }
}

function pairs(points: readonly number[]): (readonly [string, number])[] {
  return points.map((v, i) => [`${i % 2 === 0 ? 'x' : 'y'}${(i >> 1) + 1}`, v] as const);
}
