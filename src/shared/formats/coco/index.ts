import type { Format } from '../format';
import { descriptor } from './descriptor';
import { detect } from './detect';
import { read } from './read';
import { write } from './write';

export const coco: Format = { descriptor, detect, read, write };
