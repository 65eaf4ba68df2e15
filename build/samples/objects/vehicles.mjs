// Things on wheels, each filling its box.
import { circle, dark, gradient, light, line, path, rect } from '../draw.mjs';

const PAINT = ['#b5402f', '#d9d6cf', '#2d5f8a', '#d39b2a', '#3f6f57', '#5b6470', '#7e4a6e', '#8fb3bf'];
const wheel = (x, y, r) => circle(x, y, r, '#20242a') + circle(x, y, r * 0.58, '#aab2b8') + circle(x, y, r * 0.2, '#4a525a');
const GLASS = '#a9c6d6';

export function car(w, h, c) {
  const paint = c.pick(PAINT), r = h * 0.2;
  const [def, fill] = gradient([light(paint, 0.25), paint, dark(paint, 0.2)]);
  return def +
    path(`M${w * 0.2} ${h * 0.42} Q${w * 0.28} ${h * 0.02} ${w * 0.42} 0 L${w * 0.62} 0 Q${w * 0.74} ${h * 0.04} ${w * 0.84} ${h * 0.42} Z`, fill) +
    path(`M${w * 0.25} ${h * 0.4} Q${w * 0.31} ${h * 0.1} ${w * 0.42} ${h * 0.08} L${w * 0.5} ${h * 0.08} L${w * 0.5} ${h * 0.4} Z`, GLASS) +
    path(`M${w * 0.53} ${h * 0.08} L${w * 0.61} ${h * 0.08} Q${w * 0.7} ${h * 0.12} ${w * 0.78} ${h * 0.4} L${w * 0.53} ${h * 0.4} Z`, light(GLASS, 0.2)) +
    path(`M0 ${h * 0.55} Q${w * 0.02} ${h * 0.42} ${w * 0.18} ${h * 0.4} L${w * 0.86} ${h * 0.38} Q${w} ${h * 0.44} ${w} ${h * 0.6} L${w} ${h * 0.76} Q${w * 0.99} ${h * 0.82} ${w * 0.95} ${h * 0.82} L${w * 0.04} ${h * 0.82} Q0 ${h * 0.82} 0 ${h * 0.74} Z`, fill) +
    line(w * 0.515, h * 0.42, w * 0.515, h * 0.78, dark(paint, 0.3), 1.2) + rect(w * 0.44, h * 0.5, w * 0.05, h * 0.035, dark(paint, 0.45), { rx: 1 }) + rect(w * 0.72, h * 0.5, w * 0.05, h * 0.035, dark(paint, 0.45), { rx: 1 }) +
    rect(0, h * 0.52, w * 0.035, h * 0.1, '#fff0c2', { rx: 2 }) + rect(w * 0.97, h * 0.5, w * 0.03, h * 0.12, '#c9302a', { rx: 2 }) +
    wheel(w * 0.22, h - r, r) + wheel(w * 0.78, h - r, r);
}

export function van(w, h, c) {
  const paint = c.pick(['#e9e7e1', '#3c6e94', '#c9a13b', '#6f8f76', '#d9dee2']), r = h * 0.16;
  const [def, fill] = gradient([light(paint, 0.3), paint, dark(paint, 0.18)]);
  return def + path(`M0 ${h * 0.06} Q0 0 ${w * 0.04} 0 L${w * 0.72} 0 Q${w * 0.8} 0 ${w * 0.86} ${h * 0.2} L${w * 0.93} ${h * 0.46} Q${w} ${h * 0.5} ${w} ${h * 0.62} L${w} ${h * 0.86} L0 ${h * 0.86} Z`, fill) +
    path(`M${w * 0.62} ${h * 0.12} L${w * 0.73} ${h * 0.12} Q${w * 0.79} ${h * 0.14} ${w * 0.88} ${h * 0.45} L${w * 0.62} ${h * 0.45} Z`, GLASS) +
    line(w * 0.58, h * 0.04, w * 0.58, h * 0.82, dark(paint, 0.25), 1.4) + line(w * 0.3, h * 0.04, w * 0.3, h * 0.82, dark(paint, 0.18), 1) + rect(w * 0.6, h * 0.53, w * 0.05, h * 0.03, dark(paint, 0.45)) +
    rect(0, h * 0.8, w, h * 0.07, dark(paint, 0.5)) + rect(w * 0.955, h * 0.58, w * 0.04, h * 0.12, '#fff0c2', { rx: 2 }) + rect(0, h * 0.55, w * 0.02, h * 0.16, '#c9302a') +
    wheel(w * 0.2, h - r, r) + wheel(w * 0.8, h - r, r);
}

export function bus(w, h, c) {
  const paint = c.pick(['#b3372c', '#2f6c8f', '#d8a32b']), r = h * 0.13;
  let out = rect(0, 0, w, h * 0.9, paint, { rx: w * 0.02 }) + rect(0, h * 0.6, w, h * 0.06, light(paint, 0.5)) + rect(0, h * 0.8, w, h * 0.1, dark(paint, 0.35));
  for (let i = 0; i < 7; i++) out += rect(w * (0.03 + i * 0.125), h * 0.16, w * 0.11, h * 0.32, i % 2 ? GLASS : light(GLASS, 0.2), { rx: 2 });
  return out + rect(w * 0.91, h * 0.16, w * 0.08, h * 0.62, '#88a9ba', { rx: 2 }) + line(w * 0.95, h * 0.16, w * 0.95, h * 0.78, dark(paint, 0.4), 1.5) + rect(w * 0.68, h * 0.04, w * 0.22, h * 0.08, '#1e242b') + rect(w * 0.7, h * 0.06, w * 0.16, h * 0.04, '#f3b13c') +
    wheel(w * 0.2, h - r, r) + wheel(w * 0.76, h - r, r);
}
