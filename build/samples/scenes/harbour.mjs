// A harbour seen from the quay: ships far and near, people and cars in front.
import { mix, rect } from '../draw.mjs';
import { cyclist, person } from '../objects/people.mjs';
import { car, van } from '../objects/vehicles.mjs';
import { buoy, cargoShip, crane, ferry, fishingBoat, gull, sailingBoat } from '../objects/vessels.mjs';
import { H, W, finish, lamp, paving, reflection, sky, skyline, stageOf, water } from './parts.mjs';

export function harbour(l, c, seed) {
  const horizon = c.between(330, 400), quay = c.between(660, 740);
  const s = stageOf();
  let back = sky(l, c, horizon + 4) + skyline(l, c, horizon, 110, 70);
  const cx = c.between(700, 1150);
  for (let i = 0; i < 3; i++) back += `<g transform="translate(${cx + i * 110} ${horizon - 150})" opacity="0.75">${crane(140, 152, mix(l.far, '#303848', 0.45))}</g>`;
  for (let i = c.whole(1, 5); i > 0; i--) back += gull(c.between(200, 1240), c.between(90, 260), c.between(8, 18), mix(l.far, '#20242c', 0.6));
  back += water(l, c, horizon, quay + 6);
  const afloat = (label, draw, w, ratio, base, x) => {
    const h = w * ratio;
    s.add(label, x, base - h, w, h, (a, b) => draw(a, b, c), { flip: c.yes(0.5), under: reflection(x, base, w, h, mix(l.water[2], '#f5efe2', 0.45)) });
  };
  const depth = (t) => horizon + 26 + t * (quay - horizon - 70);
  if (c.yes(0.75)) afloat('cargo ship', cargoShip, c.between(360, 520), 0.34, depth(c.between(0.02, 0.18)), c.between(-60, 960));
  if (c.yes(0.8)) afloat('ferry', ferry, c.between(260, 380), 0.36, depth(c.between(0.1, 0.34)), c.between(-40, 1100));
  for (let i = c.whole(1, 4); i > 0; i--) {
    const t = c.between(0.2, 0.9);
    afloat('sailing boat', sailingBoat, 60 + t * 100, 1.5, depth(t), c.between(0, 1300));
  }
  for (let i = c.whole(0, 3); i > 0; i--) {
    const t = c.between(0.35, 0.95);
    afloat('fishing boat', fishingBoat, 110 + t * 130, 0.64, depth(t), c.between(-30, 1240));
  }
  for (let i = c.whole(0, 3); i > 0; i--) {
    const t = c.between(0.3, 0.9);
    afloat('buoy', buoy, 18 + t * 20, 1.7, depth(t), c.between(40, 1360));
  }
  const front = paving(l, c, quay) + rect(0, quay, W, 9, '#5a5048') + rect(0, quay + 9, W, 4, '#2d2823', { opacity: 0.5 });
  s.plain(front, quay + 1);
  for (let x = c.between(40, 160); x < W; x += c.between(230, 300)) s.plain(rect(x, quay - 18, 22, 24, '#2c2f35', { rx: 5 }), quay + 2);
  for (let x = c.between(100, 300); x < W; x += 470) s.plain(lamp(x, quay + 40, 300, l.dim > 0.05), quay + 40);
  const walk = (label, draw, h, ratio, base) => s.add(label, c.between(-20, W - h * ratio * 0.7), base - h, h * ratio, h, (a, b) => draw(a, b, c), { flip: c.yes(0.5), ground: true });
  const near = (t) => quay + 70 + t * (H - quay - 90);
  for (let i = c.whole(1, 4); i > 0; i--) { const t = c.between(0, 0.9); walk('person', person, 170 + t * 90, 0.34, near(t)); }
  if (c.yes(0.7)) { const t = c.between(0.1, 0.8); walk('car', car, 100 + t * 34, 2.5, near(t)); }
  if (c.yes(0.45)) { const t = c.between(0.1, 0.9); walk('van', van, 150 + t * 40, 1.9, near(t)); }
  if (c.yes(0.4)) { const t = c.between(0.3, 0.9); walk('cyclist', cyclist, 200 + t * 60, 0.88, near(t)); }
  return { svg: finish(l, seed, back + s.svg()), objects: s.objects() };
}
