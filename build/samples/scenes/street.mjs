// A street with houses, shops and traffic.
import { dark, ellipse, light, line, mix, path, rect } from '../draw.mjs';
import { cyclist, person } from '../objects/people.mjs';
import { bus, car, van } from '../objects/vehicles.mjs';
import { H, W, finish, lamp, paving, shadow, sky, stageOf } from './parts.mjs';

const WALLS = ['#c98f6f', '#d9c3a0', '#a9665a', '#b7b3a6', '#8fa3a0', '#e0d3bb', '#9c7b6b', '#7f8ea0', '#cfa27a'];
const AWNINGS = ['#b5432f', '#2f6c6a', '#3d5b86', '#c99a35', '#6d4a6f'];

function house(x, base, w, h, l, c, lit) {
  const wall = c.pick(WALLS), roof = dark(wall, 0.45);
  let out = rect(x, base - h, w, h, wall) + rect(x, base - h, w, 14, light(wall, 0.25)) + rect(x - 3, base - h - 10, w + 6, 14, roof) + rect(x + w - 10, base - h, 10, h, dark(wall, 0.15));
  const cols = Math.max(2, Math.round(w / 62)), rows = Math.max(2, Math.round((h - 130) / 78)), gap = w / cols;
  for (let r = 0; r < rows; r++) for (let i = 0; i < cols; i++) {
    const wx = x + gap * (i + 0.5) - 16, wy = base - h + 34 + r * 78, on = lit && c.yes(0.45);
    out += rect(wx - 3, wy - 3, 38, 54, light(wall, 0.35)) + rect(wx, wy, 32, 48, on ? '#ffd98a' : mix('#57707f', l.sky[1], 0.25)) + line(wx + 16, wy, wx + 16, wy + 48, light(wall, 0.35), 2) + line(wx, wy + 24, wx + 32, wy + 24, light(wall, 0.35), 2) + rect(wx - 5, wy + 51, 42, 5, dark(wall, 0.2));
    if (c.yes(0.15)) for (let k = 0; k < 5; k++) out += ellipse(wx + 2 + k * 7, wy + 48, 5, 6, c.pick(['#c2483a', '#4f8a4b', '#d7a23a']));
  }
  const shop = 104, awning = c.pick(AWNINGS);
  out += rect(x + 8, base - shop, w - 16, shop, dark(wall, 0.5)) + rect(x + 16, base - shop + 34, w - 80, shop - 44, lit ? '#ffdf9f' : mix('#6f8792', '#dfe9ec', 0.25)) + rect(x + w - 56, base - shop + 30, 36, shop - 30, dark(awning, 0.35)) + rect(x + w - 50, base - shop + 36, 24, 40, mix('#6f8792', '#dfe9ec', 0.3));
  const n = Math.max(4, Math.round(w / 34)), aw = (w - 4) / n;
  for (let i = 0; i < n; i++) out += path(`M${x + 2 + i * aw} ${base - shop + 2} h${aw} l${i === n - 1 ? 4 : 0} 28 q${-aw / 2} 12 ${-aw} 0 Z`, i % 2 ? '#f1ece0' : awning);
  return out;
}

function tree(x, base, s, c) {
  const leaf = c.pick(['#4c7a45', '#6b8f3d', '#b5832f', '#3f6f50']);
  let out = rect(x - 7 * s, base - 130 * s, 14 * s, 130 * s, '#54402f', { rx: 4 });
  for (let i = 0; i < 16; i++) out += ellipse(x + c.between(-70, 70) * s, base - (150 + c.between(-20, 110)) * s, c.between(26, 48) * s, c.between(22, 40) * s, c.yes(0.5) ? leaf : i % 3 ? dark(leaf, 0.15) : light(leaf, 0.12));
  return shadow(x - 60 * s, base - 10, 120 * s, 12) + out;
}

export function street(l, c, seed) {
  const kerb = c.between(500, 560), lit = l.dim > 0.05;
  const s = stageOf();
  let back = sky(l, c, kerb - 120);
  for (let x = -30; x < W; ) {
    const w = c.between(190, 320);
    back += house(x, kerb, w, c.between(330, 450), l, c, lit);
    x += w;
  }
  back += paving(l, c, kerb) + rect(0, kerb + 92, W, H, mix(l.ground[1], '#34383e', 0.7)) + rect(0, kerb + 84, W, 9, light(l.ground[0], 0.15)) + rect(0, kerb + 93, W, 5, '#1f2329', { opacity: 0.4 });
  const lane = kerb + 250;
  for (let x = c.between(-80, 0); x < W; x += 150) back += path(`M${x} ${lane} h86 l8 9 h-90 Z`, '#e9e4d6', { opacity: 0.75 });
  if (c.yes(0.5)) {
    const zx = c.between(200, 1000);
    for (let i = 0; i < 7; i++) back += path(`M${zx + i * 40} ${kerb + 110} h24 l${26 + (i - 3) * 9} ${H - kerb} h-44 Z`, '#ece7da', { opacity: 0.7 });
  }
  for (let x = c.between(60, 260); x < W; x += c.between(330, 520)) s.plain(tree(x, kerb + 66, c.between(0.9, 1.15), c), kerb + 66);
  for (let x = c.between(150, 420); x < W; x += 540) s.plain(lamp(x, kerb + 78, 290, lit), kerb + 78);
  const put = (label, draw, h, ratio, base, ground = true) => s.add(label, c.between(-40, W - h * ratio * 0.65), base - h, h * ratio, h, (a, b) => draw(a, b, c), { flip: c.yes(0.5), ground });
  for (let i = c.whole(1, 4); i > 0; i--) put('person', person, c.between(150, 172), 0.34, kerb + c.between(40, 84));
  if (c.yes(0.45)) put('bus', bus, 190, 2.6, kerb + 190);
  else if (c.yes(0.6)) put('van', van, 140, 1.9, kerb + 178);
  for (let i = c.whole(1, 2); i > 0; i--) put('car', car, c.between(92, 104), 2.5, kerb + c.between(160, 220));
  if (c.yes(0.55)) put('cyclist', cyclist, 190, 0.88, kerb + c.between(240, 300));
  if (c.yes(0.6)) put('car', car, c.between(124, 140), 2.5, kerb + c.between(300, 360));
  for (let i = c.whole(0, 2); i > 0; i--) put('person', person, c.between(230, 260), 0.34, Math.min(H - 8, kerb + c.between(320, 400)));
  return { svg: finish(l, seed, back + s.svg()), objects: s.objects() };
}
