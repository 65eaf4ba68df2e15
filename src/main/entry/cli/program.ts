/** The commands and their options. Every command takes `--json`. */
import { Command, CommanderError } from 'commander';
import { runCheck } from './check';
import type { CliContext } from './context';
import { runConvert } from './convert';
import { runFormats } from './formats';
import { runInspect } from './inspect';
import { at, text, zeroOrOne, type Add, type Options } from './options';
import { createOutput, errorOf, plain, reasonOf, type ExitCode, type Streams } from './output';
import { addWorkspaceCommands } from './workspace-commands';

/** Runs one command line (without `node` and the script). Resolves with the exit code; never throws. */
export async function runCli(context: CliContext, args: readonly string[], version: string): Promise<ExitCode> {
  let code: ExitCode = 0;
  let told = false;
  const streams: Streams = {
    out: (words) => {
      told = true;
      context.streams.out(words);
    },
    err: context.streams.err,
  };
  const program = new Command('labelwright').description('Labels images, audio, text and video; checks and converts label files.').version(version);
  const add: Add = (usage, description, run) => {
    const command = program.command(usage).description(description).option('--json', 'print the result as JSON').allowExcessArguments(false);
    command.action(async (...all: unknown[]) => {
      const options = command.opts<Options>();
      code = await run(createOutput(streams, options['json'] === true), options, command.args);
      void all;
    });
    return command;
  };

  add('inspect <path>', 'recognise a label file or folder and count what it holds', (output, o, a) => runInspect(context, output, { path: at(a, 0), as: text(o['as']), media: text(o['media']) }))
    .option('--as <format>', 'read it as this format')
    .option('--media <dir>', 'where the media are');
  add('check <path>', 'all problems of a label file', (output, o, a) => runCheck(context, output, { path: at(a, 0), as: text(o['as']), media: text(o['media']), rules: text(o['rules']), sarif: o['sarif'] === true }))
    .option('--as <format>', 'read it as this format')
    .option('--media <dir>', 'where the media are')
    .option('--rules <file>', 'JSON of problem code and severity (error, warning, info, off)')
    .option('--sarif', 'print a SARIF log');
  add('convert <in> <out>', 'convert label files; never overwrites without --force', (output, o, a) => runConvert(context, output, { input: at(a, 0), output: at(a, 1), to: String(o['to']), as: text(o['as']), media: text(o['media']), indexBase: (o['indexBase'] as 0 | 1 | undefined) ?? null, force: o['force'] === true }))
    .requiredOption('--to <format>', 'format to write')
    .option('--as <format>', 'read the input as this format')
    .option('--media <dir>', 'where the media are')
    .option('--index-base <n>', 'what the first pixel is called in the input: 0 or 1', zeroOrOne)
    .option('--force', 'replace what is there');
  add('formats', 'what every format reads, writes and loses', (output) => runFormats(output));

  addWorkspaceCommands(add, context);

  configure(program, streams);
  if (args.length === 0) {
    context.streams.err(program.helpInformation());
    return 2;
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    // Help and version were asked for; all else that commander says is a bad command line, which it has told already.
    const foreign = error instanceof CommanderError;
    if (foreign && error.exitCode === 0) return 0;
    if (!foreign) context.streams.err(`${plain(reasonOf(error))}\n`);
    // A script that asked for JSON gets one object whatever happens, and never two.
    if (args.includes('--json') && !told) streams.out(`${JSON.stringify({ error: foreign ? { code: 'bad-command-line', message: error.message.replace(/^error: /, '') } : errorOf(error) })}\n`);
    return 2;
  }
}

function configure(program: Command, streams: Streams): void {
  for (const command of [program, ...program.commands]) {
    command.exitOverride();
    command.configureOutput({ writeOut: streams.out, writeErr: streams.err });
  }
}

