// Small helpers for writing SVG: seeded chance, colours, shapes. Everything the samples show comes from here, so that
// the same script makes the same pictures on every machine.

/** Seeded random numbers in 0…1 (mulberry32). */
export function chance(seed) {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (lo, hi) => lo + (hi - lo) * next(),
    whole: (lo, hi) => Math.floor(lo + (hi - lo + 1) * next()),
    pick: (list) => list[Math.floor(next() * list.length)],
    yes: (p) => next() < p,
  };
}

/** Mixes two '#rrggbb' colours; t = 0 is the first. */
export function mix(a, b, t) {
  const p = (c, i) => Number.parseInt(c.slice(1 + 2 * i, 3 + 2 * i), 16);
  return '#' + [0, 1, 2].map((i) => Math.round(p(a, i) + (p(b, i) - p(a, i)) * t).toString(16).padStart(2, '0')).join('');
}
export const dark = (c, t = 0.25) => mix(c, '#101828', t);
export const light = (c, t = 0.25) => mix(c, '#ffffff', t);

const n = (v) => (typeof v === 'number' ? Math.round(v * 100) / 100 : v);
const attrs = (o) => Object.entries(o).map(([k, v]) => ` ${k}="${n(v)}"`).join('');

export const rect = (x, y, w, h, fill, more = {}) => `<rect${attrs({ x, y, width: Math.max(0, w), height: Math.max(0, h), fill, ...more })}/>`;
export const circle = (cx, cy, r, fill, more = {}) => `<circle${attrs({ cx, cy, r, fill, ...more })}/>`;
export const ellipse = (cx, cy, rx, ry, fill, more = {}) => `<ellipse${attrs({ cx, cy, rx, ry, fill, ...more })}/>`;
export const path = (d, fill, more = {}) => `<path${attrs({ d: d.replace(/-?\d+\.\d{3,}/g, (m) => String(n(Number(m)))), fill, ...more })}/>`;
export const line = (x1, y1, x2, y2, stroke, width, more = {}) => `<line${attrs({ x1, y1, x2, y2, stroke, 'stroke-width': width, 'stroke-linecap': 'round', ...more })}/>`;
export const group = (inner, more = {}) => `<g${attrs(more)}>${inner}</g>`;
/** A polygon of [x, y] pairs. */
export const poly = (points, fill, more = {}) => path('M' + points.map((p) => p.map(n).join(' ')).join('L') + 'Z', fill, more);

let ids = 0;
/** A gradient from the top (or left) to the bottom (or right) with evenly spread colours; answers [definition, reference]. */
export function gradient(colors, horizontal = false) {
  const id = `g${ids++}`;
  const stops = colors.map((c, i) => `<stop offset="${n(i / (colors.length - 1))}" stop-color="${c}"/>`).join('');
  const to = horizontal ? 'x2="1" y2="0"' : 'x2="0" y2="1"';
  return [`<defs><linearGradient id="${id}" x1="0" y1="0" ${to}>${stops}</linearGradient></defs>`, `url(#${id})`];
}
/** Starts the numbering of gradients afresh, so that a scene does not depend on those drawn before it. */
export function resetIds() {
  ids = 0;
}
