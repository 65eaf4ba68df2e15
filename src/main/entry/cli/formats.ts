import { FORMATS } from '../../../shared/formats';
import type { ExitCode, Output } from './output';

/** Every format: what it reads, writes and loses. */
export function runFormats(output: Output): ExitCode {
  const list = FORMATS.map(({ descriptor: d }) => ({ id: d.id, name: d.name, reads: d.reads, writes: d.writes, dataTypes: d.dataTypes, kinds: d.kinds, writesKinds: d.writesKinds, losses: d.losses }));
  output.result({ formats: list }, () => list.map((f) => [
    `${f.id} (${f.name}): ${[f.reads ? 'reads' : '', f.writes ? 'writes' : ''].filter((w) => w !== '').join(', ')}`,
    `  data     ${f.dataTypes.join(', ')}`,
    `  reads    ${f.kinds.join(', ')}`,
    `  writes   ${f.writesKinds.join(', ')}`,
    ...f.losses.map((loss) => `  loses    ${loss}`),
  ].join('\n')).join('\n'));
  return 0;
}
