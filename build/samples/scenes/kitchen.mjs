// A kitchen: things on a table and on a shelf.
import { dark, ellipse, gradient, light, line, mix, path, rect } from '../draw.mjs';
import { apple, bottle, bowl, cup, kettle, pan, plant } from '../objects/kitchen.mjs';
import { H, W, finish, stageOf } from './parts.mjs';

const THINGS = [['cup', cup, 92, 0.84], ['bowl', bowl, 170, 0.5], ['bottle', bottle, 70, 3.3], ['kettle', kettle, 200, 0.92], ['pan', pan, 290, 0.34], ['apple', apple, 74, 1.02], ['plant', plant, 130, 1.3]];

export function kitchen(l, c, seed) {
  const wall = c.pick(['#d9d2c4', '#b9c6c2', '#d8bfa6', '#aeb9c6', '#c7cdb4']), table = c.pick(['#a9764c', '#7b5338', '#c39a6b', '#8f8377']);
  const top = c.between(600, 660);
  const s = stageOf();
  const [wallDef, wallFill] = gradient([light(wall, 0.15), wall, dark(wall, 0.12)]);
  let back = wallDef + rect(0, 0, W, H, wallFill);
  const tile = 72;
  for (let y = 400; y < top; y += tile) for (let x = (Math.round(y / tile) % 2) * -36; x < W; x += tile) back += rect(x + 2, y + 2, tile - 4, tile - 4, mix(light(wall, 0.35), wall, c.between(0, 0.6)), { rx: 3 });
  const wx = c.between(80, 900), ww = 380;
  back += rect(wx - 16, 44, ww + 32, 316, light(wall, 0.55)) + rect(wx, 60, ww, 284, l.sky[1]);
  const [skyDef, skyFill] = gradient(l.sky);
  back += skyDef + rect(wx, 60, ww, 284, skyFill) + path(`M${wx} 344 V290 Q${wx + 90} 230 ${wx + 190} 280 T${wx + ww} 262 V344 Z`, l.far) + rect(wx + ww / 2 - 5, 60, 10, 284, light(wall, 0.55)) + rect(wx, 196, ww, 9, light(wall, 0.55)) + rect(wx - 30, 356, ww + 60, 18, light(wall, 0.4));
  back += path(`M${wx + 30} ${top} L${wx - 190} ${H} H${wx + ww - 110} L${wx + ww - 30} ${top} Z`, '#fff6dc', { opacity: 0.1 });
  const shelfX = wx > 500 ? 60 : 880, shelfY = 300;
  s.plain(rect(shelfX, shelfY, 480, 18, dark(table, 0.1)) + rect(shelfX, shelfY + 18, 480, 8, '#000000', { opacity: 0.15 }) + rect(shelfX + 50, shelfY + 18, 12, 54, dark(table, 0.35)) + rect(shelfX + 418, shelfY + 18, 12, 54, dark(table, 0.35)), shelfY);
  const [def, fill] = gradient([light(table, 0.12), table, dark(table, 0.25)]);
  let board = def + rect(0, top, W, H - top, fill) + rect(0, top, W, 6, light(table, 0.35));
  for (let i = 0; i < 34; i++) {
    const y = top + 10 + (H - top) * c.next() ** 0.8, x = c.between(-100, W);
    board += path(`M${x} ${y} q${c.between(60, 200)} ${c.between(-8, 8)} ${c.between(240, 520)} 0`, 'none', { stroke: dark(table, 0.35), 'stroke-width': c.between(0.8, 2.4), opacity: 0.22 });
  }
  for (let i = 1; i < 4; i++) board += line(0, top + (H - top) * (i / 4) ** 1.3, W, top + (H - top) * (i / 4) ** 1.3, dark(table, 0.45), 2, { opacity: 0.45 });
  s.plain(board, top);
  const put = (thing, x, base, scale, shade = true) => {
    const [label, draw, w, ratio] = thing;
    const tw = w * scale, th = tw * ratio;
    s.add(label, x, base - th, tw, th, (a, b) => draw(a, b, c), { ground: shade, flip: c.yes(0.4) });
    return tw;
  };
  for (let x = shelfX + 20; x < shelfX + 380; ) x += put(c.pick(THINGS.filter(([n]) => n !== 'pan' && n !== 'kettle')), x, shelfY, c.between(0.7, 0.85), false) + c.between(14, 60);
  for (const [row, scale, n] of [[60, 1.05, 4], [170, 1.35, 4], [268, 1.65, 2]]) {
    let x = c.between(20, 200);
    for (let i = c.whole(Math.max(1, n - 2), n); i > 0 && x < W - 160; i--) x += put(c.pick(THINGS), x, Math.min(H - 10, top + row + c.between(-20, 20)), scale * c.between(0.88, 1.1)) + c.between(30, 210);
  }
  if (c.yes(0.6)) s.plain(ellipse(c.between(300, 1100), top + 120, 120, 22, dark(table, 0.4), { opacity: 0.12 }), top + 1);
  return { svg: finish(l, seed, back + s.svg()), objects: s.objects() };
}
