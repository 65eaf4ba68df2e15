/** Which encoding a text is taken for: what says so, what speaks for it, what is not claimed. */
import { describe, expect, it } from 'vitest';
import { memorySource } from '../byte-source';
import { decodeText, findEncoding, wholeCharacters, type TextEncoding } from './encoding';
import { decodeIndex, encodeIndex } from './index-file';
import { indexLines } from './lines';

/** Writes in an encoding by its decoder turned around: one byte, else two. */
function encoder(label: string): (text: string) => Uint8Array {
  const table = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(label, { fatal: true });
  const learn = (bytes: readonly number[]): void => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes));
      if ([...text].length === 1 && !table.has(text)) table.set(text, bytes);
    } catch {
      // No character.
    }
  };
  for (let a = 0; a < 256; a++) learn([a]);
  for (let a = 0x81; a < 0xff; a++) for (let b = 0x40; b < 0xff; b++) learn([a, b]);
  return (text) => Uint8Array.from([...text].flatMap((c) => {
    const bytes = table.get(c);
    if (!bytes) throw new Error(`${label} has no ${c}`);
    return bytes;
  }));
}
const gbk = encoder('gb18030');
const latin = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const found = async (bytes: Uint8Array): Promise<TextEncoding> => (await findEncoding(memorySource(bytes))).encoding;

const CHINESE = '这家饭店的菜很好吃，服务也不错。\n房间太小，而且晚上很吵，不会再来了。\n';
const GERMAN = 'Die Fähre fährt täglich außer sonntags.\nSchöne Grüße aus Köln, bis später!\n';

describe('what a text file is in', () => {
  it.each<[string, Uint8Array, TextEncoding]>([
    ['nothing', new Uint8Array(), 'utf-8'],
    ['ASCII', latin('plain words\n'), 'utf-8'],
    ['UTF-8', new TextEncoder().encode(CHINESE + GERMAN), 'utf-8'],
    ['UTF-8 with one broken byte', Uint8Array.from([...new TextEncoder().encode(GERMAN), 0xff, 0x20]), 'utf-8'],
    ['Chinese in GBK', gbk(CHINESE), 'gb18030'],
    ['Chinese among English in GBK', gbk(`label,text\n1,"a cat (猫) on the roof"\n2,"the old bridge, 很漂亮"\n${'3,"nothing to say"\n'.repeat(50)}`), 'gb18030'],
    ['two characters in GBK', gbk('你好'), 'gb18030'],
    ['Chinese in GBK after a megabyte of ASCII', Uint8Array.from([...latin('x'.repeat(79).concat('\n').repeat(15_000)), ...gbk(CHINESE)]), 'gb18030'],
    ['GB 18030 with four bytes', Uint8Array.from([...gbk(CHINESE), 0x81, 0x30, 0x81, 0x32]), 'gb18030'],
    ['German in ISO 8859-1', latin(GERMAN), 'windows-1252'],
    ['French in ISO 8859-1', latin('Un été très doux : les élèves préfèrent rester à côté du château.\nOù êtes-vous allés ?\n'), 'windows-1252'],
    ['one word', latin('für'), 'windows-1252'],
    ['another', latin('grüße'), 'windows-1252'],
    ['punctuation of Windows', Uint8Array.from([...latin('He said '), 0x93, ...latin('it'), 0x92, ...latin('s fine'), 0x94, ...latin(' for 5 '), 0x80]), 'windows-1252'],
  ])('%s', async (_, bytes, encoding) => expect(await found(bytes)).toBe(encoding));

  // UTF-8 that is not valid: the problem 'encoding' is shown, never wrong words.
  it.each<[string, Uint8Array]>([
    ['Korean in EUC-KR', encoder('euc-kr')('이 식당은 음식이 맛있고 서비스도 좋습니다. 다시 오고 싶어요.\n')],
    ['Japanese in EUC-JP', encoder('euc-jp')('このホテルの部屋はとても広くて、朝ごはんもおいしかったです。\n')],
    ['Japanese in Shift_JIS', encoder('shift_jis')('このホテルの部屋はとても広くて、朝ごはんもおいしかったです。\n')],
    ['Chinese in Big5', encoder('big5')('這家飯店的菜很好吃，服務也不錯。房間太小，而且晚上很吵。\n')],
    ['Russian in Windows-1251', encoder('windows-1251')('Номер был очень маленький, но завтрак нам понравился.\n')],
    ['Russian in KOI8-R', encoder('koi8-r')('Номер был очень маленький, но завтрак нам понравился.\n')],
    ['Greek in ISO 8859-7', encoder('iso-8859-7')('Το δωμάτιο ήταν πολύ μικρό, αλλά το πρωινό μας άρεσε.\n')],
    ['no text at all', Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3)) & 0xff)],
    ['a byte that is nothing in Windows-1252', Uint8Array.from([...latin('caf\xe9 and more words '), 0x81])],
  ])('not claimed: %s', async (_, bytes) => {
    expect(await found(bytes)).toBe('utf-8');
    expect(decodeText(bytes, 'utf-8').valid).toBe(false);
  });

  it('is read as it was written', () => {
    expect(decodeText(gbk(CHINESE), 'gb18030')).toEqual({ text: CHINESE, valid: true });
    expect(decodeText(latin(GERMAN), 'windows-1252')).toEqual({ text: GERMAN, valid: true });
    expect(decodeText(Uint8Array.from([0x80, 0x85, 0x93, 0x9f, 0xff]), 'windows-1252')).toEqual({ text: '€…“Ÿÿ', valid: true });
    expect(decodeText(Uint8Array.from([0x41, 0x8f]), 'windows-1252')).toEqual({ text: 'A\ufffd', valid: false });
    const all = Uint8Array.from({ length: 10_000 }, (_, i) => 0xa0 + (i % 96));
    expect(decodeText(all, 'windows-1252').text).toBe(Buffer.from(all).toString('latin1'));
    expect(decodeText(Uint8Array.from([0xc4, 0xe3, 0xc4]), 'gb18030').valid).toBe(false);
  });

  it('lines of GBK are found by their bytes, and kept', async () => {
    const bytes = gbk(`名字,评论\n"王，小明","好\n吃"\n李四,还行\n`);
    const index = await indexLines(memorySource(bytes), true);
    expect([index.encoding, index.count]).toEqual(['gb18030', 3]);
    const [, second] = Array.from(index.starts, (start, i) => decodeText(bytes.subarray(start, start + (index.lengths[i] ?? 0)), index.encoding).text);
    expect(second).toBe('"王，小明","好\n吃"');
    expect(decodeIndex(encodeIndex(index, 1, 2), 1, 2)).toEqual(index);
    // What an older program kept knew fewer encodings.
    const old = encodeIndex(index, 1, 2);
    old[4] = 1;
    expect(decodeIndex(old, 1, 2)).toBeNull();
  });

  it('pieces end between characters', () => {
    const samples: readonly (readonly [TextEncoding, Uint8Array])[] = [
      ['gb18030', Uint8Array.from([...gbk('a你b好'), 0x81, 0x30, 0x81, 0x32, ...gbk('，c')])], ['utf-8', new TextEncoder().encode('aüb你🎈c')], ['windows-1252', latin('für')],
      ['utf-16le', new Uint8Array(Buffer.from('aü🎈c', 'utf16le'))], ['utf-16be', new Uint8Array(Buffer.from('aü🎈c', 'utf16le').swap16())],
    ];
    for (const [encoding, bytes] of samples) {
      const whole = decodeText(bytes, encoding).text;
      for (let cut = 0; cut <= bytes.length; cut++) {
        const end = wholeCharacters(bytes.subarray(0, cut), encoding);
        const [head, tail] = [decodeText(bytes.subarray(0, end), encoding), decodeText(bytes.subarray(end), encoding)];
        expect([encoding, cut, head.valid, tail.valid, head.text + tail.text]).toEqual([encoding, cut, true, true, whole]);
        expect(cut - end).toBeLessThan(4);
      }
    }
  });
});

describe('what a person says a text is in', () => {
  const CHOICES = ['big5', 'shift_jis', 'euc-jp', 'euc-kr', 'gb18030'] as const;
  const WORDS = { big5: '這家飯店\n很好', shift_jis: 'ﾎﾃﾙの部屋は\n広い', 'euc-jp': 'ﾎﾃﾙの部屋は\n広い', 'euc-kr': '이 식당은\n좋다', gb18030: '这家饭店\n很好' };
  it.each(CHOICES)('%s: pieces end between characters, lines are found', async (encoding) => {
    const bytes = encoder(encoding)(WORDS[encoding]);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const end = wholeCharacters(bytes.subarray(0, cut), encoding);
      const [head, tail] = [decodeText(bytes.subarray(0, end), encoding), decodeText(bytes.subarray(end), encoding)];
      expect([cut, head.valid, tail.valid, head.text + tail.text]).toEqual([cut, true, true, WORDS[encoding]]);
    }
    const index = await indexLines(memorySource(bytes), false, encoding);
    expect([index.encoding, Array.from(index.starts, (start, i) => decodeText(bytes.subarray(start, start + (index.lengths[i] ?? 0)), index.encoding).text)]).toEqual([encoding, WORDS[encoding].split('\n')]);
  });

  it.each([
    ['windows-1250', [0x9e, 0xf8, 0xec], 'žřě'], ['windows-1251', [0xcf, 0xf0, 0xe8], 'При'], ['koi8-r', [0xf0, 0xd2, 0xc9], 'При'], ['windows-1253', [0xc1, 0xe2, 0xe3], 'Αβγ'], ['windows-1254', [0xfd, 0xfe, 0xf0], 'ışğ'],
    ['windows-1255', [0xf9, 0xec, 0xe5], 'שלו'], ['windows-1256', [0xd3, 0xe1, 0xc7], 'سلا'], ['windows-1257', [0xe0, 0xe8, 0xfe], 'ąčž'], ['windows-1258', [0xf0, 0xe2, 0xfd], 'đâư'], ['windows-874', [0xca, 0xc7, 0xd1], 'สวั'], ['windows-1252', [0xfc, 0x80], 'ü€'],
  ] as const)('%s', async (encoding, bytes, text) => {
    expect(decodeText(Uint8Array.from(bytes), encoding)).toEqual({ text, valid: true });
    expect((await findEncoding(memorySource(Uint8Array.from(bytes)), encoding)).encoding).toBe(encoding);
  });

  it('a byte order mark knows better', async () => {
    expect(await findEncoding(memorySource(new TextEncoder().encode('\ufeffgrün')), 'windows-1252')).toEqual({ encoding: 'utf-8', bom: 3, unit: 1 });
    expect(await findEncoding(memorySource(latin('plain')), 'utf-16be')).toEqual({ encoding: 'utf-16be', bom: 0, unit: 2 });
  });
});
