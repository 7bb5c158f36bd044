import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { untilTrue } from './until-true.ts';

const dieWithParent = new URL('../../packages/local/src/die-with-parent.ts', import.meta.url).href;

export interface NodeProcessOptions {
  /** What it counts as in the tables. */
  readonly kind: string;
  readonly entry: URL;
  readonly args?: readonly string[];
  readonly env: Record<string, string>;
  readonly readyUrl: string;
  readonly logFile: string;
}

/** A TypeScript entry as a process of its own, which ends with this one. It can be started again after its end. */
export class NodeProcess implements AsyncDisposable {
  readonly kind: string;
  readonly #options: NodeProcessOptions;
  #child: ChildProcess | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: NodeProcessOptions) {
    this.kind = options.kind;
    this.#options = options;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async start(): Promise<void> {
    const { kind, entry, args = [], env, logFile, readyUrl } = this.#options;
    const log = openSync(logFile, 'a');
    const child = spawn(process.execPath, ['--import', dieWithParent, entry.pathname, ...args], {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
      stdio: ['ignore', log, log, 'ipc'],
      detached: true, // Ctrl-C in the terminal is ours to handle
    });
    closeSync(log);
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
    await untilTrue(`${kind} is ready`, async () => {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`${kind} ended: ${readFileSync(logFile, 'utf8').slice(-3000)}`);
      }
      return await answers(readyUrl);
    });
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.#ended;
  }

  /** Ends it as a deployment does; after 20 s it is killed. */
  async stop(): Promise<void> {
    this.signal('SIGCONT');
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), 20_000);
    await this.#ended;
    clearTimeout(timer);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
