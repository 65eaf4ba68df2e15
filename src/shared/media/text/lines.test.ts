import { describe, expect, it } from 'vitest';
import { memorySource } from '../byte-source';
import { csvFields } from './csv';
import { decodeText } from './encoding';
import { indexLines } from './lines';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
function utf16(text: string, little: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) new DataView(bytes.buffer).setUint16(i * 2, text.charCodeAt(i), little);
  return bytes;
}

/** The records of a file, as fields. */
async function records(bytes: Uint8Array, csv = true): Promise<readonly (readonly string[])[]> {
  const index = await indexLines(memorySource(bytes), csv);
  return Array.from({ length: index.count }, (_, i) => {
    const start = index.starts[i] ?? 0;
    const text = decodeText(bytes.subarray(start, start + (index.lengths[i] ?? 0)), index.encoding).text;
    return csv ? csvFields(text) : [text];
  });
}

describe('records of CSV', () => {
  it.each<[string, Uint8Array, readonly (readonly string[])[]]>([
    ['quotes, doubled quotes, line ends and delimiters inside', utf8('id,note\n1,"a, b"\n2,"say ""hi"""\n3,"two\r\nlines"\n'), [['id', 'note'], ['1', 'a, b'], ['2', 'say "hi"'], ['3', 'two\r\nlines']]],
    ['semicolons', utf8('a;b\n"x;y";z\n'), [['a', 'b'], ['x;y', 'z']]],
    ['tabs', utf8('a\tb\n'), [['a', 'b']]],
    ['a byte order mark is no part of the first field', utf8('\ufeffa,b\n'), [['a', 'b']]],
    ['UTF-16, little end first', utf16('\ufeffname;n\r\nfähre;1\r\n', true), [['name', 'n'], ['fähre', '1']]],
    ['UTF-16, big end first', utf16('\ufeffname;n\nfähre;1', false), [['name', 'n'], ['fähre', '1']]],
    ['CR alone, empty lines, blanks', utf8('a,b\r\r  \rc,d'), [['a', 'b'], ['c', 'd']]],
    ['a quote in the middle of a field', utf8('5" nail,2\nx,y\n'), [['5" nail', '2'], ['x', 'y']]],
    ['empty fields and records of them', utf8(',\n"",""\n'), [['', ''], ['', '']]],
  ])('%s', async (_, bytes, expected) => expect(await records(bytes)).toEqual(expected));

  it('a quote that nobody closes does not swallow the file', async () => {
    const found = await records(utf8(`a,"open\n${'x,y\n'.repeat(400_000)}`));
    expect(found.length).toBeGreaterThan(100_000);
  });

  it('of plain text a quote is a quote', async () => {
    expect(await records(utf8('"one\ntwo"\n'), false)).toEqual([['"one'], ['two"']]);
  });
});
