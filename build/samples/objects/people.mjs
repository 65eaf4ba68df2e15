// People and cyclists, each filling its box.
import { circle, dark, ellipse, line, path, rect } from '../draw.mjs';

const SKIN = ['#f0c6a4', '#d9a47c', '#a8714c', '#7a4c33', '#e8b892'];
const HAIR = ['#2a211c', '#5a3d28', '#8a5a33', '#c9a063', '#6d6d6d'];
const CLOTH = ['#3b6f8f', '#a4483c', '#6b7f4b', '#8a6a94', '#c79a3a', '#4a5568', '#b56b4b', '#2f6660'];

export function person(w, h, c) {
  const skin = c.pick(SKIN), hair = c.pick(HAIR), top = c.pick(CLOTH), legs = c.pick(['#2f3b4a', '#4b4037', '#5a6470', '#374a3f']);
  const walk = c.yes(0.6), r = h * 0.065, m = w * 0.5;
  const spread = walk ? 0.5 : 0.16;
  const leg = (side) => path(`M${m} ${h * 0.52} L${m + side * w * 0.18} ${h * 0.53} L${m + side * w * (spread * 0.86)} ${h * 0.96} L${m + side * w * (spread * 0.86 - 0.2)} ${h * 0.96} Z`, side > 0 ? legs : dark(legs, 0.2));
  const shoe = (side) => path(`M${m + side * w * (spread * 0.86 - 0.22)} ${h * 0.95} h${w * 0.26} q${w * 0.06} ${h * 0.02} 0 ${h * 0.05} h${-w * 0.26} Z`, '#22262b');
  let out = leg(-1) + leg(1) + shoe(-1) + shoe(1);
  out += path(`M${m - w * 0.28} ${h * 0.2} Q${m - w * 0.34} ${h * 0.36} ${m - w * 0.5} ${h * 0.5} L${m - w * 0.4} ${h * 0.53} Q${m - w * 0.2} ${h * 0.4} ${m - w * 0.14} ${h * 0.26} Z`, dark(top, 0.22));
  out += path(`M${m - w * 0.26} ${h * 0.17} Q${m} ${h * 0.12} ${m + w * 0.26} ${h * 0.17} L${m + w * 0.24} ${h * 0.57} L${m - w * 0.24} ${h * 0.57} Z`, top);
  out += path(`M${m + w * 0.06} ${h * 0.145} Q${m + w * 0.18} ${h * 0.15} ${m + w * 0.26} ${h * 0.17} L${m + w * 0.24} ${h * 0.57} L${m + w * 0.08} ${h * 0.57} Z`, dark(top, 0.12));
  out += path(`M${m + w * 0.24} ${h * 0.19} Q${m + w * 0.36} ${h * 0.34} ${m + w * 0.5} ${h * 0.48} L${m + w * 0.42} ${h * 0.52} Q${m + w * 0.24} ${h * 0.42} ${m + w * 0.14} ${h * 0.28} Z`, top);
  out += rect(m - w * 0.07, h * 0.1, w * 0.14, h * 0.06, dark(skin, 0.1)) + ellipse(m, r * 1.12, r * 0.9, r * 1.05, skin);
  return out + path(`M${m - r * 0.95} ${r * 1.2} Q${m - r} 0 ${m} 0 Q${m + r} 0 ${m + r * 0.95} ${r * 1.2} Q${m + r * 0.5} ${r * 0.55} ${m} ${r * 0.6} Q${m - r * 0.6} ${r * 0.6} ${m - r * 0.95} ${r * 1.2} Z`, hair);
}

export function cyclist(w, h, c) {
  const frame = c.pick(['#c0392b', '#1f6f78', '#33475b', '#d08c2b']), skin = c.pick(SKIN), top = c.pick(CLOTH), helmet = c.pick(['#f4f1ea', '#d9503f', '#2f6c8f']);
  const r = w * 0.235, y = h - r;
  const tyre = (x) => circle(x, y, r - 2, 'none', { stroke: '#22262b', 'stroke-width': 4 }) + circle(x, y, r - 5, 'none', { stroke: '#9aa3a9', 'stroke-width': 1 }) + Array.from({ length: 6 }, (_, i) => line(x, y, x + Math.cos(i * 1.047) * (r - 5), y + Math.sin(i * 1.047) * (r - 5), '#aab2b8', 0.7)).join('');
  const a = [r, y], b = [w - r, y], crank = [w * 0.47, y], seat = [w * 0.37, h * 0.5], bar = [w * 0.7, h * 0.47];
  const tube = (p, q) => line(p[0], p[1], q[0], q[1], frame, Math.max(3, w * 0.022));
  let out = tyre(r) + tyre(w - r) + tube(a, crank) + tube(a, seat) + tube(seat, crank) + tube(crank, bar) + tube(seat, [w * 0.68, h * 0.54]) + tube(bar, b);
  out += line(w * 0.7, h * 0.46, w * 0.79, h * 0.43, '#22262b', 3) + rect(w * 0.3, h * 0.48, w * 0.13, h * 0.025, '#22262b', { rx: 2 });
  out += path(`M${w * 0.34} ${h * 0.47} L${w * 0.47} ${h * 0.46} L${w * 0.6} ${h * 0.65} L${w * 0.52} ${h * 0.9} L${w * 0.44} ${h * 0.89} L${w * 0.48} ${h * 0.67} Z`, '#36424f') + rect(w * 0.44, h * 0.88, w * 0.12, h * 0.03, '#1d2125', { rx: 2 });
  out += path(`M${w * 0.33} ${h * 0.49} Q${w * 0.36} ${h * 0.2} ${w * 0.54} ${h * 0.15} L${w * 0.62} ${h * 0.2} L${w * 0.5} ${h * 0.49} Z`, top) + path(`M${w * 0.55} ${h * 0.19} L${w * 0.63} ${h * 0.21} L${w * 0.76} ${h * 0.42} L${w * 0.71} ${h * 0.46} Z`, dark(top, 0.15));
  out += ellipse(w * 0.62, h * 0.105, w * 0.075, h * 0.07, skin);
  return out + path(`M${w * 0.52} ${h * 0.09} Q${w * 0.54} 0 ${w * 0.64} 0 Q${w * 0.73} ${h * 0.02} ${w * 0.72} ${h * 0.075} Z`, helmet);
}
