// Backgrounds shared by the scenes: sky, clouds, water, ground, light over everything.
import { dark, ellipse, gradient, group, light, line, mix, path, rect } from '../draw.mjs';

export const W = 1440;
export const H = 960;

export function sky(l, c, to) {
  const [def, fill] = gradient(l.sky);
  let out = def + rect(0, 0, W, to, fill);
  const n = c.whole(3, 7);
  for (let i = 0; i < n; i++) {
    const x = c.between(0, W), y = c.between(30, to * 0.6), s = c.between(60, 190);
    let puff = '';
    for (let k = 0; k < 7; k++) puff += ellipse(x + (k - 3) * s * 0.42, y + Math.sin(k * 2.1) * s * 0.06, s * c.between(0.35, 0.6), s * c.between(0.08, 0.17), l.cloud);
    out += group(puff, { opacity: c.between(0.25, 0.6), filter: 'url(#soft)' });
  }
  return out;
}

export function water(l, c, from, to) {
  const [def, fill] = gradient(l.water);
  let out = def + rect(0, from, W, to - from, fill);
  for (let i = 0; i < 150; i++) {
    const t = c.next() ** 1.4, y = from + 3 + t * (to - from), w = 12 + t * 130 * c.next(), x = c.between(-40, W);
    out += line(x, y, x + w, y, c.yes(0.6) ? light(l.water[0], 0.35) : dark(l.water[2], 0.15), 0.8 + t * 2.2, { opacity: 0.12 + 0.25 * c.next() });
  }
  return out;
}

/** Reflection of something standing on the water at its lower edge. */
export function reflection(x, y, w, h, color) {
  let out = '';
  for (let i = 0; i < 7; i++) out += rect(x + w * 0.06 * ((i * 7) % 3), y + 2 + i * h * 0.055, w * (0.94 - i * 0.07), Math.max(1.4, h * 0.02), color, { opacity: 0.2 - i * 0.024, rx: 2 });
  return out;
}

export const shadow = (x, y, w, h) => ellipse(x + w / 2, y + h, w * 0.52, Math.max(4, h * 0.045), '#0c1018', { opacity: 0.28, filter: 'url(#blur)' });

export function skyline(l, c, base, height, step = 60) {
  let out = '';
  for (let x = -20; x < W; ) {
    const w = c.between(step * 0.5, step * 1.4), h = c.between(height * 0.3, height);
    out += rect(x, base - h, w, h, mix(l.far, l.sky.at(-1), c.between(0.1, 0.4)));
    x += w + c.between(-6, 14);
  }
  return group(out, { filter: 'url(#haze)' });
}

export function paving(l, c, from, seams = true) {
  const [def, fill] = gradient(l.ground);
  let out = def + rect(0, from, W, H - from, fill);
  if (seams) {
    for (let i = 1; i < 9; i++) out += line(0, from + (H - from) * (i / 9) ** 1.7, W, from + (H - from) * (i / 9) ** 1.7, dark(l.ground[1], 0.25), 1.2, { opacity: 0.4 });
    for (let i = -14; i < 30; i++) out += line(W / 2 + (i - 7) * 90, from, W / 2 + (i - 7) * 210, H, dark(l.ground[1], 0.25), 1, { opacity: 0.28 });
  }
  for (let i = 0; i < 26; i++) out += ellipse(c.between(0, W), c.between(from + 10, H), c.between(20, 120), c.between(3, 12), dark(l.ground[1], 0.3), { opacity: 0.07 });
  return out;
}

export function lamp(x, y, h, lit) {
  return line(x, y, x, y - h, '#2b3038', 6) + path(`M${x} ${y - h} q0 -22 26 -22 h16`, 'none', { stroke: '#2b3038', 'stroke-width': 5 }) + rect(x + 34, y - h - 26, 34, 10, '#2b3038', { rx: 3 }) + rect(x + 38, y - h - 17, 26, 5, lit ? '#ffe2a0' : '#d9d5c8', { rx: 2 }) + (lit ? ellipse(x + 51, y - h + 6, 70, 60, '#ffdf9a', { opacity: 0.22, filter: 'url(#blur)' }) : '') + rect(x - 9, y - 14, 18, 14, '#23272e', { rx: 2 });
}

/** Puts the drawing into a document with its light, grain and vignette. */
export function finish(l, seed, inner) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${W}" height="${H}" viewBox="0 0 ${W} ${H}"><defs>
<filter id="soft" x="-20%" y="-60%" width="140%" height="220%"><feGaussianBlur stdDeviation="12 5"/></filter>
<filter id="blur" x="-50%" y="-100%" width="200%" height="300%"><feGaussianBlur stdDeviation="5"/></filter>
<filter id="haze"><feGaussianBlur stdDeviation="1.2"/></filter>
<filter id="grain"><feTurbulence type="fractalNoise" baseFrequency="0.8" numOctaves="2" seed="${seed}"/><feColorMatrix values="0 0 0 0 0.5  0 0 0 0 0.5  0 0 0 0 0.5  0.5 0.5 0 0 -0.38"/></filter>
<radialGradient id="vignette" cx="0.5" cy="0.48" r="0.78"><stop offset="0.6" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.34"/></radialGradient>
</defs>${inner}${rect(0, 0, W, H, l.veil[0], { opacity: l.veil[1] })}${l.dim ? rect(0, 0, W, H, '#0a1020', { opacity: l.dim }) : ''}<rect width="${W}" height="${H}" filter="url(#grain)" opacity="0.32"/><rect width="${W}" height="${H}" fill="url(#vignette)"/></svg>`;
}

/** More of a thing than this behind nearer things, and it is neither drawn nor labeled. */
const MOST_COVERED = 0.5;

/** Share of `item` behind one of `nearer`, the largest. */
function covered(item, nearer) {
  let most = 0;
  for (const other of nearer) {
    const w = Math.min(item.x + item.w, other.x + other.w) - Math.max(item.x, other.x), h = Math.min(item.y + item.h, other.y + other.h) - Math.max(item.y, other.y);
    if (w > 0 && h > 0) most = Math.max(most, (w * h) / (item.w * item.h));
  }
  return most;
}

/** Collects what is drawn and where, far things first. `draw` gets width and height and answers SVG of exactly that box. */
export function stageOf() {
  const items = [];
  const visible = () => {
    const sorted = [...items].sort((a, b) => a.depth - b.depth);
    const kept = [];
    for (const item of sorted.reverse()) if (!item.label || covered(item, kept.filter((k) => k.label)) <= MOST_COVERED) kept.push(item);
    return kept.reverse();
  };
  return {
    add(label, x, y, w, h, draw, { flip = false, ground = false, under = '' } = {}) {
      items.push({ label, x, y, w, h, svg: under + (ground ? shadow(x, y, w, h) : '') + `<g transform="translate(${flip ? x + w : x} ${y})${flip ? ' scale(-1 1)' : ''}">${draw(w, h)}</g>`, depth: y + h });
    },
    plain(svg, depth) {
      items.push({ label: null, svg, depth });
    },
    svg: () => visible().map((i) => i.svg).join(''),
    /** Boxes clipped to the picture, in the order in which the things stand from far to near; slivers left out. */
    objects: () => visible().filter((i) => i.label).flatMap(({ label, x, y, w, h }) => {
      const x0 = Math.max(0, x), y0 = Math.max(0, y), x1 = Math.min(W, x + w), y1 = Math.min(H, y + h);
      if (x1 - x0 < w * 0.25 || y1 - y0 < h * 0.25) return [];
      return [{ label, x: x0, y: y0, width: x1 - x0, height: y1 - y0, truncated: x0 !== x || y0 !== y || x1 !== x + w || y1 !== y + h }];
    }),
  };
}
