/** The commands and their options. Every command takes `--json`. */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { runCheck } from './check';
import type { CliContext } from './context';
import { runConvert } from './convert';
import { runFormats } from './formats';
import { runInspect } from './inspect';
import { runServe } from './serve';
import { runVerify } from './verify';
import { createOutput, reasonOf, type ExitCode, type Output } from './output';

type Options = Readonly<Record<string, unknown>>;
type Run = (output: Output, options: Options, args: readonly string[]) => Promise<ExitCode> | ExitCode;

/** Runs one command line (without `node` and the script). Resolves with the exit code; never throws. */
export async function runCli(context: CliContext, args: readonly string[], version: string): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = new Command('labelwright').description('Labels images, audio, text and video; checks and converts label files.').version(version);
  const add = (usage: string, description: string, run: Run): Command => {
    const command = program.command(usage).description(description).option('--json', 'print the result as JSON').allowExcessArguments(false);
    command.action(async (...all: unknown[]) => {
      const options = command.opts<Options>();
      code = await run(createOutput(context.streams, options['json'] === true), options, command.args);
      void all;
    });
    return command;
  };
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const at = (list: readonly string[], i: number): string => list[i] ?? '';

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

  add('verify', 'check every byte of a workspace, changing nothing', (output, o) => runVerify(context, output, text(o['workspace']) ?? '.'))
    .option('--workspace <dir>', 'the workspace; the current folder by default');
  add('serve', 'the application in a browser', (_, o) => runServe(context, { workspace: text(o['workspace']), port: (o['port'] as number | undefined) ?? null, open: o['open'] !== false }))
    .option('--workspace <dir>', 'workspace to open')
    .option('--port <n>', 'port of the application', port)
    .option('--no-open', 'only print the address');

  configure(program, context);
  if (args.length === 0) {
    context.streams.err(program.helpInformation());
    return 2;
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    // Help and version were asked for; all else that commander says is a bad command line.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    context.streams.err(`${reasonOf(error)}\n`);
    return 2;
  }
}

function configure(program: Command, context: CliContext): void {
  for (const command of [program, ...program.commands]) {
    command.exitOverride();
    command.configureOutput({ writeOut: context.streams.out, writeErr: context.streams.err });
  }
}

function port(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0 && number <= 65_534) return number;
  throw new InvalidArgumentError('It is a number from 0 to 65534.');
}

function zeroOrOne(value: string): 0 | 1 {
  if (value === '0') return 0;
  if (value === '1') return 1;
  throw new InvalidArgumentError('It is 0 or 1.');
}
