import { basename } from 'node:path';
import { inspect } from '../../../shared/checks/inspection';
import { Collector } from '../../../shared/formats/collect';
import type { Loss } from '../../../shared/formats/model';
import { FailureError } from '../../../shared/kernel/result';
import { createOut, openTree, pictureSizes, refuseOwnFolder } from '../../services/exchange';
import { formatNamed, pathOf, progress, type CliContext } from './context';
import { exitOf } from './inspect';
import { plain, type ExitCode, type Output } from './output';

export interface ConvertArguments {
  readonly input: string;
  readonly output: string;
  readonly to: string;
  readonly as: string | null;
  readonly media: string | null;
  readonly indexBase: 0 | 1 | null;
  readonly force: boolean;
}

/** Reads one format and writes another; says what the target cannot hold. */
export async function runConvert(context: CliContext, output: Output, args: ConvertArguments): Promise<ExitCode> {
  const to = formatNamed(args.to);
  const as = args.as === null ? null : formatNamed(args.as);
  const target = pathOf(context, args.output);
  const extension = to.descriptor.fileExtension;
  const single = extension !== null && target.toLowerCase().endsWith(`.${extension}`);
  await refuseOwnFolder(context.fs, target);
  const opened = await openTree(context.fs, pathOf(context, args.input), args.media === null ? null : pathOf(context, args.media));
  const { tree, entry } = opened;
  const out = await createOut(context.fs, context.random, target, single, args.force);
  try {
    const collected = new Collector();
    const found = await inspect(tree, entry, { as, indexBase: args.indexBase, signal: context.signal, also: collected, progress: progress(context, output, (n) => `${n} objects read …`) });
    if (found.format === null) throw new FailureError({ code: 'format-unknown', message: `${args.input} is not a label file of a format that is known: ${found.reasons.join('; ')}.`, details: { path: args.input } });
    // Sizes that the labels do not state are those of the pictures themselves.
    const unsized = collected.unsized();
    if (unsized.size > 0) {
      const sizes = await pictureSizes(context.fs, opened, context.signal, progress(context, output, (n) => `${n} pictures measured …`), (path) => unsized.has(path));
      collected.fillSizes((path) => sizes.get(path) ?? null);
    }
    const losses: readonly Loss[] = [...(await to.write(collected.source(), out, { file: single ? basename(target) : null, mediaFolder: '' })), ...collected.losses(to.descriptor)];
    if (context.signal.aborted) throw context.signal.reason;
    await out.commit(args.force);
    const errors = found.problems.filter((p) => p.severity === 'error').length;
    output.result(
      { from: found.format, to: to.descriptor.id, out: target, media: found.media.total, annotations: found.annotations.total, losses, problems: found.problems },
      () => [
        `${found.format} -> ${to.descriptor.id}: ${found.media.total} media, ${found.annotations.total} annotations`,
        ...(losses.length === 0 ? ['nothing was lost'] : losses.map((l) => `${l.count} ${plain(l.kind)}: ${l.becomes === null ? 'left out' : `became ${l.becomes}`}`)),
        ...(errors > 0 ? [`${errors} errors in the source; see \`check\``] : []),
      ].join('\n'),
    );
    return exitOf(found);
  } catch (error) {
    await out.abort();
    throw error;
  }
}
