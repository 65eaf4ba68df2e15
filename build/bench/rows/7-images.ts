import { join } from 'node:path';
import { benchImages } from '../images';
import { ms, type BenchRow } from '../types';

/** A folder of 10,000 pictures: listing, and the first screen of thumbnails, in the host. */
export const row: BenchRow = {
  name: 'images',
  async run(context) {
    const figures = await benchImages(10_000, (entry) => join(context.root, 'dist/main/processes', `${entry}.js`));
    return [
      { work: 'list a folder of 10,000 images', product: ms(figures.list), floor: '–', goal: '– (peer: 675 ms)', reached: null, raw: { list: figures.list } },
      { work: 'first thumbnail after listing', product: `${ms(figures.firstThumbnail)}, screen of 40 ${ms(figures.screen)}`, floor: '–', goal: '<= 200 ms', reached: figures.firstThumbnail <= 200, raw: { firstThumbnail: figures.firstThumbnail, screen: figures.screen } },
    ];
  },
};
