// Things in a kitchen, each filling its box.
import { circle, dark, ellipse, gradient, light, line, path, rect } from '../draw.mjs';

const CERAMIC = ['#e9e2d4', '#b6543f', '#3f7a80', '#d9a441', '#6f84a3', '#8d9f6c', '#f3efe8'];

export function cup(w, h, c) {
  const k = c.pick(CERAMIC), b = w * 0.76;
  const [def, fill] = gradient([light(k, 0.25), k, dark(k, 0.22)], true);
  return def + path(`M${b * 0.97} ${h * 0.25} H${w * 0.92} Q${w} ${h * 0.25} ${w} ${h * 0.45} Q${w} ${h * 0.72} ${b * 0.94} ${h * 0.76}`, 'none', { stroke: dark(k, 0.12), 'stroke-width': w * 0.06 }) +
    rect(w * 0.93, h * 0.3, w * 0.07, h * 0.25, dark(k, 0.12), { rx: w * 0.03 }) +
    path(`M0 ${h * 0.1} H${b} L${b * 0.95} ${h * 0.86} Q${b * 0.93} ${h} ${b * 0.8} ${h} H${b * 0.2} Q${b * 0.07} ${h} ${b * 0.05} ${h * 0.86} Z`, fill) + ellipse(b / 2, h * 0.1, b / 2, h * 0.1, light(k, 0.4)) + ellipse(b / 2, h * 0.11, b * 0.43, h * 0.07, '#5c3a26');
}
export function bowl(w, h, c) {
  const k = c.pick(CERAMIC);
  const [def, fill] = gradient([light(k, 0.2), k, dark(k, 0.25)]);
  return def + path(`M0 ${h * 0.2} Q${w * 0.05} ${h * 0.85} ${w * 0.34} ${h * 0.92} L${w * 0.34} ${h} H${w * 0.66} L${w * 0.66} ${h * 0.92} Q${w * 0.95} ${h * 0.85} ${w} ${h * 0.2} Z`, fill) + ellipse(w / 2, h * 0.2, w / 2, h * 0.2, light(k, 0.35)) + ellipse(w / 2, h * 0.22, w * 0.44, h * 0.15, dark(k, 0.2));
}
export function bottle(w, h, c) {
  const k = c.pick(['#3d6b4f', '#6b4a2a', '#8fb7c2', '#7c2f3b']), label = c.pick(['#f2ead7', '#e6c15a', '#d8e0e2']);
  const [def, fill] = gradient([dark(k, 0.2), light(k, 0.25), k, dark(k, 0.3)], true);
  return def + path(`M${w * 0.34} ${h * 0.06} H${w * 0.66} V${h * 0.26} Q${w} ${h * 0.34} ${w} ${h * 0.46} V${h * 0.96} Q${w} ${h} ${w * 0.88} ${h} H${w * 0.12} Q0 ${h} 0 ${h * 0.96} V${h * 0.46} Q0 ${h * 0.34} ${w * 0.34} ${h * 0.26} Z`, fill) +
    rect(w * 0.3, 0, w * 0.4, h * 0.08, '#2b2623', { rx: 2 }) + rect(0, h * 0.55, w, h * 0.26, label) + rect(w * 0.15, h * 0.62, w * 0.7, h * 0.025, dark(label, 0.45)) + rect(w * 0.15, h * 0.68, w * 0.5, h * 0.02, dark(label, 0.3)) + rect(w * 0.14, h * 0.4, w * 0.09, h * 0.13, '#ffffff', { opacity: 0.35, rx: 2 });
}
export function kettle(w, h, c) {
  const k = c.pick(['#c9cfd3', '#a8402f', '#2f5b6b', '#e3dccb']);
  const [def, fill] = gradient([dark(k, 0.12), light(k, 0.35), k, dark(k, 0.3)], true);
  return def + path(`M${w * 0.25} ${h * 0.33} Q${w * 0.25} 0 ${w * 0.53} 0 Q${w * 0.82} 0 ${w * 0.82} ${h * 0.33}`, 'none', { stroke: '#2d2a28', 'stroke-width': h * 0.055 }) + rect(w * 0.35, 0, w * 0.37, h * 0.06, '#2d2a28', { rx: 3 }) +
    path(`M${w * 0.2} ${h * 0.62} L0 ${h * 0.36} L${w * 0.08} ${h * 0.31} L${w * 0.28} ${h * 0.48} Z`, dark(k, 0.15)) + path(`M${w * 0.28} ${h * 0.3} H${w * 0.8} Q${w} ${h * 0.6} ${w} ${h} H${w * 0.1} Q${w * 0.1} ${h * 0.6} ${w * 0.28} ${h * 0.3} Z`, fill) + circle(w * 0.54, h * 0.24, h * 0.05, '#2d2a28') + ellipse(w * 0.54, h * 0.31, w * 0.25, h * 0.04, light(k, 0.3));
}
export function pan(w, h, c) {
  const k = c.pick(['#33383e', '#5b3a34', '#3d4c56']);
  return rect(w * 0.56, h * 0.18, w * 0.44, h * 0.22, dark('#6b4a35', 0.2), { rx: h * 0.1 }) + circle(w * 0.955, h * 0.29, h * 0.05, '#d8d3c8') + path(`M0 ${h * 0.16} H${w * 0.62} L${w * 0.58} ${h * 0.9} Q${w * 0.57} ${h} ${w * 0.5} ${h} H${w * 0.12} Q${w * 0.05} ${h} ${w * 0.04} ${h * 0.9} Z`, k) + ellipse(w * 0.31, h * 0.16, w * 0.31, h * 0.16, light(k, 0.2)) + ellipse(w * 0.31, h * 0.18, w * 0.27, h * 0.11, dark(k, 0.35));
}
export function apple(w, h, c) {
  const k = c.pick(['#b8322b', '#7fa33a', '#d8862d']);
  return path(`M${w * 0.5} ${h * 0.2} Q${w * 0.82} ${h * 0.02} ${w * 0.97} ${h * 0.38} Q${w * 1.04} ${h * 0.82} ${w * 0.66} ${h} Q${w * 0.5} ${h * 0.94} ${w * 0.34} ${h} Q${-w * 0.04} ${h * 0.82} ${w * 0.03} ${h * 0.38} Q${w * 0.18} ${h * 0.02} ${w * 0.5} ${h * 0.2} Z`, k) + path(`M${w * 0.62} ${h * 0.16} Q${w * 0.9} ${h * 0.1} ${w * 0.97} ${h * 0.4} Q${w * 1.02} ${h * 0.82} ${w * 0.66} ${h} Q${w * 0.95} ${h * 0.6} ${w * 0.62} ${h * 0.16} Z`, dark(k, 0.18)) + ellipse(w * 0.26, h * 0.38, w * 0.08, h * 0.12, '#ffffff', { opacity: 0.3 }) + path(`M${w * 0.5} ${h * 0.24} Q${w * 0.48} ${h * 0.08} ${w * 0.58} 0`, 'none', { stroke: '#4a3826', 'stroke-width': w * 0.06 }) + path(`M${w * 0.56} ${h * 0.1} Q${w * 0.76} ${-h * 0.02} ${w * 0.84} ${h * 0.1} Q${w * 0.7} ${h * 0.18} ${w * 0.56} ${h * 0.1} Z`, '#5d8a3e');
}
export function plant(w, h, c) {
  const pot = c.pick(['#b8694a', '#e9e2d4', '#4f6b73']), leaf = c.pick(['#4f8a4b', '#3f7a5c', '#7a9a3f']);
  let out = '';
  for (const [dx, dy, s] of [[0, 0.02, 1], [-0.28, 0.1, 0.9], [0.28, 0.1, 0.9], [-0.4, 0.34, 0.7], [0.4, 0.34, 0.7], [-0.14, 0.2, 0.95], [0.14, 0.22, 0.95]]) {
    const x = w * (0.5 + dx), y = h * dy;
    out += path(`M${w * 0.5} ${h * 0.68} Q${x - w * 0.16 * s} ${y + h * 0.2} ${x} ${y} Q${x + w * 0.16 * s} ${y + h * 0.2} ${w * 0.5} ${h * 0.68} Z`, dx > 0 ? dark(leaf, 0.12) : leaf) + line(w * 0.5, h * 0.66, x, y + h * 0.06, dark(leaf, 0.3), 1);
  }
  return group0(w, h, out) + path(`M${w * 0.2} ${h * 0.66} H${w * 0.8} L${w * 0.72} ${h} H${w * 0.28} Z`, pot) + rect(w * 0.16, h * 0.62, w * 0.68, h * 0.08, dark(pot, 0.12), { rx: 2 });
}
// The leaves must touch the sides of the box: two small tips say where they are.
const group0 = (w, h, inner) => `${path(`M0 ${h * 0.4} Q${w * 0.2} ${h * 0.36} ${w * 0.4} ${h * 0.6} Q${w * 0.12} ${h * 0.56} 0 ${h * 0.4} Z`, '#4f8a4b')}${path(`M${w} ${h * 0.4} Q${w * 0.8} ${h * 0.36} ${w * 0.6} ${h * 0.6} Q${w * 0.88} ${h * 0.56} ${w} ${h * 0.4} Z`, '#437a45')}${path(`M${w * 0.5} 0 L${w * 0.53} ${h * 0.1} L${w * 0.47} ${h * 0.1} Z`, '#4f8a4b')}${inner}`;
