// Things on the water. Every function draws into the box 0,0,w,h and touches all four sides of it, so that the box is
// the ground truth.
import { circle, dark, gradient, group, light, line, path, poly, rect } from '../draw.mjs';

export function cargoShip(w, h, c) {
  const hull = c.pick(['#2f5a80', '#7a2f35', '#2d5f55', '#39424e']);
  const boxes = ['#c8553d', '#3d7ea6', '#e0b04b', '#5b8c5a', '#8d6a9f', '#d98a5b', '#9aa5ae'];
  const deck = h * 0.64;
  let out = '';
  const rows = 3, cols = 13, bw = (w * 0.66) / cols, bh = (deck - h * 0.3) / rows;
  for (let r = 0; r < rows; r++) for (let i = 0; i < cols; i++) {
    if (r === 0 && (i < 2 || i > 10)) continue;
    const fill = c.pick(boxes);
    const x = w * 0.1 + i * bw, y = h * 0.3 + r * bh;
    out += rect(x, y, bw - 1, bh - 1, fill) + rect(x, y + bh - 1 - bh * 0.2, bw - 1, bh * 0.2, dark(fill)) + line(x + bw * 0.35, y + 1, x + bw * 0.35, y + bh - 2, dark(fill, 0.15), 0.8);
  }
  const bx = w * 0.8;
  out += rect(bx, h * 0.13, w * 0.11, deck - h * 0.13, '#eef0ee') + rect(bx + w * 0.08, h * 0.13, w * 0.03, deck - h * 0.13, '#cdd3d6');
  for (let i = 0; i < 4; i++) out += rect(bx + w * 0.008, h * (0.19 + i * 0.1), w * 0.066, h * 0.035, '#37506a');
  out += rect(bx + w * 0.03, 0, w * 0.035, h * 0.14, '#d2622f') + rect(bx + w * 0.03, h * 0.03, w * 0.035, h * 0.03, '#1f2a35');
  out += path(`M0 ${deck} L${w} ${deck * 0.93} L${w * 0.965} ${h} L${w * 0.035} ${h} Z`, hull);
  out += path(`M${w * 0.02} ${h * 0.87} L${w * 0.983} ${h * 0.84} L${w * 0.965} ${h} L${w * 0.035} ${h} Z`, dark('#9c3b33', 0.1));
  return out + line(w * 0.02, deck + 3, w * 0.98, deck * 0.94 + 3, light(hull, 0.3), 1.5);
}

export function ferry(w, h, c) {
  const band = c.pick(['#c2412d', '#20567f', '#2c7a5d']);
  const d = h * 0.58;
  let out = poly([[w * 0.1, d], [w * 0.16, h * 0.36], [w * 0.86, h * 0.36], [w * 0.93, d]], '#f4f3ee');
  out += rect(w * 0.22, h * 0.2, w * 0.5, h * 0.17, '#fbfaf6') + rect(w * 0.32, 0, w * 0.12, h * 0.21, band) + rect(w * 0.32, h * 0.05, w * 0.12, h * 0.04, '#1d2733');
  for (let i = 0; i < 10; i++) out += rect(w * (0.18 + i * 0.066), h * 0.43, w * 0.04, h * 0.08, '#33516e', { rx: 1 });
  for (let i = 0; i < 6; i++) out += rect(w * (0.25 + i * 0.075), h * 0.25, w * 0.045, h * 0.06, '#33516e', { rx: 1 });
  const [def, fill] = gradient(['#f7f6f2', '#d9dde0']);
  out += def + path(`M0 ${d} L${w} ${d} Q${w * 0.97} ${h * 0.85} ${w * 0.9} ${h} L${w * 0.07} ${h} Q${w * 0.02} ${h * 0.85} 0 ${d} Z`, fill);
  out += path(`M${w * 0.017} ${h * 0.72} L${w * 0.983} ${h * 0.72} L${w * 0.97} ${h * 0.8} L${w * 0.03} ${h * 0.8} Z`, band);
  return out + path(`M${w * 0.045} ${h * 0.91} L${w * 0.945} ${h * 0.91} L${w * 0.9} ${h} L${w * 0.07} ${h} Z`, '#26445f');
}

export function sailingBoat(w, h, c) {
  const sail = c.pick(['#fdfcf7', '#fff3df', '#f3f7fa', '#f7d9c9', '#dcebe2']);
  const hull = c.pick(['#f4f1ea', '#8b3a32', '#28506f', '#3d6b52']);
  const m = w * 0.5;
  let out = line(m, 1, m, h * 0.86, '#6d5a48', Math.max(1.5, w * 0.018));
  out += path(`M${m + w * 0.02} ${h * 0.03} Q${w * 0.86} ${h * 0.42} ${w * 0.9} ${h * 0.76} L${m + w * 0.02} ${h * 0.78} Z`, sail);
  out += path(`M${m + w * 0.02} ${h * 0.03} Q${w * 0.7} ${h * 0.42} ${w * 0.66} ${h * 0.775} L${m + w * 0.02} ${h * 0.78} Z`, dark(sail, 0.06));
  out += path(`M${m - w * 0.03} ${h * 0.1} Q${w * 0.2} ${h * 0.5} ${w * 0.1} ${h * 0.77} L${m - w * 0.03} ${h * 0.77} Z`, dark(sail, 0.1));
  out += path(`M0 ${h * 0.82} L${w} ${h * 0.82} Q${w * 0.93} ${h} ${w * 0.8} ${h} L${w * 0.2} ${h} Q${w * 0.06} ${h} 0 ${h * 0.82} Z`, hull);
  return out + path(`M0 ${h * 0.82} L${w} ${h * 0.82} L${w * 0.985} ${h * 0.86} L${w * 0.015} ${h * 0.86} Z`, dark(hull, 0.35));
}

export function fishingBoat(w, h, c) {
  const hull = c.pick(['#a8442f', '#2b5d86', '#2e6b4f', '#444d58']);
  const cabin = '#f3efe6';
  let out = line(w * 0.36, 0, w * 0.36, h * 0.55, '#5a4a3d', 2.2) + line(w * 0.36, h * 0.08, w * 0.06, h * 0.52, '#5a4a3d', 1.4) + line(w * 0.36, h * 0.02, w * 0.92, h * 0.55, '#7b6a59', 1);
  out += rect(w * 0.48, h * 0.26, w * 0.24, h * 0.36, cabin, { rx: 2 }) + rect(w * 0.46, h * 0.22, w * 0.28, h * 0.06, dark(hull, 0.1), { rx: 2 });
  out += rect(w * 0.52, h * 0.33, w * 0.07, h * 0.12, '#36566f') + rect(w * 0.62, h * 0.33, w * 0.07, h * 0.12, '#36566f');
  out += path(`M0 ${h * 0.52} Q${w * 0.1} ${h * 0.66} ${w * 0.4} ${h * 0.66} L${w * 0.8} ${h * 0.63} Q${w * 0.95} ${h * 0.6} ${w} ${h * 0.54} Q${w * 0.97} ${h * 0.88} ${w * 0.86} ${h} L${w * 0.16} ${h} Q${w * 0.04} ${h * 0.85} 0 ${h * 0.52} Z`, hull);
  out += path(`M0 ${h * 0.52} Q${w * 0.1} ${h * 0.66} ${w * 0.4} ${h * 0.66} L${w * 0.8} ${h * 0.63} Q${w * 0.95} ${h * 0.6} ${w} ${h * 0.54} L${w * 0.99} ${h * 0.62} Q${w * 0.9} ${h * 0.69} ${w * 0.8} ${h * 0.7} L${w * 0.4} ${h * 0.73} Q${w * 0.1} ${h * 0.73} ${w * 0.01} ${h * 0.6} Z`, '#f5f1e6');
  for (let i = 0; i < 3; i++) out += circle(w * (0.8 + i * 0.055), h * 0.58, w * 0.028, '#e0762f');
  return out + path(`M${w * 0.1} ${h * 0.92} L${w * 0.91} ${h * 0.92} L${w * 0.86} ${h} L${w * 0.16} ${h} Z`, dark(hull, 0.4));
}

export function buoy(w, h, c) {
  const color = c.pick(['#c23b2e', '#2e8b57', '#e0a92e']);
  return line(w * 0.5, 0, w * 0.5, h * 0.35, '#333b44', 2) + circle(w * 0.5, h * 0.1, w * 0.12, '#fff2b3') +
    poly([[w * 0.32, h * 0.3], [w * 0.68, h * 0.3], [w * 0.86, h * 0.78], [w * 0.14, h * 0.78]], color) +
    poly([[w * 0.55, h * 0.3], [w * 0.68, h * 0.3], [w * 0.86, h * 0.78], [w * 0.6, h * 0.78]], dark(color, 0.2)) +
    rect(w * 0.2, h * 0.5, w * 0.6, h * 0.1, '#f4f1ea') + rect(0, h * 0.76, w, h * 0.24, dark(color, 0.45), { rx: 3 });
}

/** Not labeled: part of the background. */
export function crane(w, h, color) {
  return group(line(w * 0.2, 0, w * 0.2, h, color, w * 0.03) + line(w * 0.5, h * 0.25, w * 0.5, h, color, w * 0.03) + line(0, h * 0.27, w, h * 0.22, color, w * 0.022) +
    line(w * 0.2, 0, w, h * 0.22, color, w * 0.012) + line(w * 0.2, 0, 0, h * 0.27, color, w * 0.012) + line(w * 0.2, h * 0.62, w * 0.5, h * 0.62, color, w * 0.02) + line(w * 0.2, h * 0.3, w * 0.5, h * 0.62, color, w * 0.012) + line(w * 0.8, h * 0.23, w * 0.8, h * 0.45, color, 1.2));
}
export const gull = (x, y, s, color) => path(`M${x - s} ${y - s * 0.3} Q${x - s * 0.4} ${y - s * 0.55} ${x} ${y} Q${x + s * 0.4} ${y - s * 0.55} ${x + s} ${y - s * 0.3}`, 'none', { stroke: color, 'stroke-width': 2, 'stroke-linecap': 'round' });
