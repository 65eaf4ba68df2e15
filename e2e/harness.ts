/**
 * Everything an end-to-end test needs: the real host from dist/ on free ports with its own data folder, a window on
 * it, folders of test pictures, and a kill that leaves no time to tidy up. A test fails when the page wrote an error,
 * threw, or broke the content policy. However it ends, no host that it started and no folder of it stays behind.
 *
 *   import { expect, test } from './harness';
 *   test('…', async ({ host, page, scratch }) => { … });
 */
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endProcesses, makeFolder, noteProcess, removeFolder } from './leftovers';
import { freePorts } from './ports';

export { expect };
export { makePictures, type PictureOptions } from './pictures';

const ENTRY = fileURLToPath(new URL('../dist/main/node.js', import.meta.url));

export interface HostOptions {
  /** The application-data folder. */
  readonly data: string;
  /** Workspace folder to open, made (empty: it becomes a workspace) when it is not there; none = Home. */
  readonly workspace?: string;
  /** First of the two ports; two free neighbours when not said, so that a restart gets both again. */
  readonly port?: number;
  /** More environment, e.g. to make a fault happen. */
  readonly env?: Readonly<Record<string, string>>;
  /** Runs it as another account of this computer (only root can): one to whom the system refuses files. */
  readonly uid?: number;
}

/** A running Node host. */
export class TestHost {
  /** First ports of the hosts that this test ended: their windows ask in vain. */
  static readonly ended = new Set<number>();
  readonly process: ChildProcess;
  /** The address with its one-time code. */
  readonly address: string;
  readonly output: string[];
  readonly #options: HostOptions;
  readonly #lines: ((line: string) => void)[];

  private constructor(process: ChildProcess, address: string, output: string[], options: HostOptions, lines: ((line: string) => void)[]) {
    this.process = process;
    this.address = address;
    this.output = output;
    this.#options = options;
    this.#lines = lines;
  }

  get origin(): string {
    return new URL(this.address).origin;
  }

  get port(): number {
    return Number(new URL(this.address).port);
  }

  /** Starts the host and waits for its address. Somebody may take a port between looking and taking: another pair then. */
  static async start(options: HostOptions): Promise<TestHost> {
    if (options.port !== undefined) return TestHost.#startOn(options.port, options);
    for (let left = 3; ; left--) {
      try {
        return await TestHost.#startOn(await freePorts(), options);
      } catch (error) {
        if (left === 0 || !String(error).includes('is in use')) throw error;
      }
    }
  }

  static async #startOn(port: number, options: HostOptions): Promise<TestHost> {
    if (options.workspace !== undefined) {
      const made = await mkdir(options.workspace, { recursive: true });
      if (made !== undefined && options.uid !== undefined) await chown(made, options.uid, options.uid);
    }
    const args = [ENTRY, '--no-open', '--port', String(port), ...(options.workspace === undefined ? [] : ['--workspace', options.workspace])];
    const child = spawn(process.execPath, args, { env: { ...process.env, LABELWRIGHT_DATA: options.data, LABELWRIGHT_STDIN: 'lines', ...options.env }, stdio: ['pipe', 'pipe', 'pipe'], ...(options.uid === undefined ? {} : { uid: options.uid }) });
    noteProcess(child);
    const output: string[] = [];
    const lines: ((line: string) => void)[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
    createInterface({ input: child.stdout }).on('line', (line) => {
      output.push(`${line}\n`);
      for (const listener of lines.splice(0)) listener(line);
    });
    const address = await new Promise<string>((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`the host ended with ${code}:\n${output.join('')}`));
      child.once('exit', ended);
      const look = (line: string): void => {
        const found = /http:\/\/\S+#code=\S+/.exec(line)?.[0];
        if (found === undefined) return void lines.push(look);
        child.off('exit', ended);
        resolve(found);
      };
      lines.push(look);
    });
    return new TestHost(child, address, output, options, lines);
  }

  /** Enter in the terminal: another address, for another window. */
  async freshAddress(): Promise<string> {
    const answer = new Promise<string>((resolve) => this.#lines.push(resolve));
    this.process.stdin?.write('\n');
    return (await answer).trim();
  }

  /** `kill -9`; resolves when the process is gone. */
  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    TestHost.ended.add(this.port);
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await gone;
  }

  /** Asks it to end, as Ctrl+C does; resolves with its exit code. */
  async stop(): Promise<number | null> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return this.process.exitCode;
    TestHost.ended.add(this.port);
    const gone = new Promise<number | null>((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    const late = setTimeout(() => this.process.kill('SIGKILL'), 60_000);
    const code = await gone;
    clearTimeout(late);
    return code;
  }

  /** Another start on the same ports and data, so that open windows find their way back. */
  restart(): Promise<TestHost> {
    return TestHost.start({ ...this.#options, port: this.port });
  }
}

/** Errors that a page produced; a test that expects one takes it out. */
export class PageErrors {
  readonly list: string[] = [];
  /** Patterns of messages that belong to the test. */
  readonly allowed: RegExp[] = [];

  watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.list.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.list.push(`thrown: ${error.stack ?? error.message}`));
  }

  /** What was not expected. A browser tells loudly that a host which the test ended does not answer, whatever asks for something in that moment. */
  unexpected(): readonly string[] {
    return this.list.filter((line) => !this.allowed.some((pattern) => pattern.test(line)) && !asksInVain(line));
  }
}

/** True when a message says that a host which this test ended could not be reached: at its own port, or that of its media after it. */
function asksInVain(line: string): boolean {
  if (!/net::ERR_|WebSocket connection to/.test(line)) return false;
  return Array.from(line.matchAll(/127\.0\.0\.1:(\d+)/g), (found) => Number(found[1])).some((port) => TestHost.ended.has(port) || TestHost.ended.has(port - 1));
}

/** Reports of the content policy become console errors, also those the browser would only log as warnings. */
async function reportPolicy(page: Page): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => console.error(`content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
  });
}

/** An empty tab whose errors count. */
export async function openPage(context: BrowserContext, errors: PageErrors): Promise<Page> {
  const page = await context.newPage();
  errors.watch(page);
  await reportPolicy(page);
  return page;
}

interface Fixtures {
  /** An empty folder of this test, removed afterwards. Every test has one, and what it left running is ended with it. */
  readonly scratch: string;
  /** A folder for the workspace; passed to the host. */
  readonly workspace: string | undefined;
  readonly host: TestHost;
  readonly errors: PageErrors;
  /** Opens another window of its own (its own tab, its own session). */
  readonly openWindow: (host: TestHost) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  // Made first for every test, so it is taken apart last: after the fixtures that stop their hosts as they should.
  scratch: [async ({}, use) => {
    const dir = await makeFolder('labelwright-e2e-');
    await use(dir);
    await endProcesses();
    await removeFolder(dir);
  }, { auto: true }],
  workspace: [undefined, { option: true }],
  host: async ({ scratch, workspace }, use) => {
    const data = join(scratch, 'data');
    await mkdir(data, { recursive: true });
    const host = await TestHost.start({ data, ...(workspace === undefined ? {} : { workspace: join(scratch, workspace) }) });
    await use(host);
    await host.stop();
  },
  errors: async ({}, use) => {
    TestHost.ended.clear();
    const errors = new PageErrors();
    await use(errors);
    expect(errors.unexpected(), 'errors in the page').toEqual([]);
  },
  /** The first window, open on the host's address. */
  page: async ({ page, host, errors }, use) => {
    errors.watch(page);
    await reportPolicy(page);
    await page.goto(host.address);
    await use(page);
  },
  openWindow: async ({ context, errors }, use) => {
    await use(async (host) => {
      const page = await openPage(context, errors);
      await page.goto(await host.freshAddress());
      return page;
    });
  },
});
