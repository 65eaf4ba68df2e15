import { describe, expect, it } from 'vitest';
import { looksLikeHeader } from './header';

const table = (text: string): readonly (readonly string[])[] => text.split('\n').map((row) => row.split(','));
const likely = (text: string): boolean => {
  const [first = [], ...rest] = table(text);
  return looksLikeHeader(first, rest);
};

describe('a first row that names columns', () => {
  it.each<[string, string]>([
    ['usual names', 'id,text,label\n1,the ferry is late,delay\n2,all clear,ok'],
    ['one column with the name that such columns have', 'text\nthe ferry is late\nall clear'],
    ['names with underscores and capitals', 'Review_Body,Stars\nGood food,good\nBad bed,bad'],
    ['unusual names over numbers', 'harbour,depth\nHamburg,15\nKiel,11.5'],
    ['names over dates', 'ship,arrived\nEider,2026-03-01\nOste,2026-03-02'],
    ['Chinese', '评论,标签\n菜很好吃,好\n房间太小,坏'],
  ])('%s', (_, text) => expect(likely(text)).toBe(true));

  it.each<[string, string]>([
    ['sentences', 'The ferry is late.,delay\nAll clear.,ok'],
    ['words like those below', 'ferry,late\nbridge,closed'],
    ['a number', '1,text\n2,more'],
    ['an empty field', 'id,\n1,a'],
    ['a name twice', 'text,text\na,b'],
    ['the only row', 'id,text,label'],
    ['a value that the column has again', 'label\nok\nlabel'],
    ['a long field', `text,${'x'.repeat(65)}\na,b`],
    ['a whole sentence without a stop', 'text,the ferry is late again today\na,b'],
    ['no values below', 'id,text\n,'],
  ])('not %s', (_, text) => expect(likely(text)).toBe(false));
});
