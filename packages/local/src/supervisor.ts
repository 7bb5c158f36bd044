import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';

export interface ProcessDefinition {
  readonly name: string;
  /** TypeScript entry, run by the same Node as this process. */
  readonly entry: string;
  readonly env: Record<string, string>;
  /** Asked until it answers 200: the process is ready. */
  readonly readyUrl: string;
  /** Time to finish after SIGTERM. */
  readonly stopWithinMs: number;
}

/** Of each process's log, the file being written and the one before it are kept. */
const maxLogSize = '20M';
const dieWithParent = new URL('./die-with-parent.ts', import.meta.url).href;

/** Runs processes, restarts what dies, and stops all in the reverse order of their start. */
export class Supervisor implements AsyncDisposable {
  readonly #logFolder: string;
  readonly #cacheFolder: string;
  readonly #say: (line: string) => void;
  readonly #groups: SupervisedProcess[][] = [];

  constructor(options: { logFolder: string; cacheFolder: string; say: (line: string) => void }) {
    this.#logFolder = options.logFolder;
    this.#cacheFolder = options.cacheFolder;
    this.#say = options.say;
  }

  /** Starts a group of processes at once and waits until all are ready. */
  async start(definitions: readonly ProcessDefinition[], readyWithinMs = 60_000): Promise<void> {
    const started = definitions.map((definition) => {
      const file = `${definition.name}.log`;
      const log = createStream(file, { path: this.#logFolder, size: maxLogSize, rotate: 1 });
      return new SupervisedProcess(definition, log, join(this.#logFolder, file), this.#cacheFolder, this.#say);
    });
    this.#groups.push(started);
    for (const process of started) process.start();
    await Promise.all(started.map((process) => process.untilReady(readyWithinMs)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const group of this.#groups.toReversed()) await Promise.all(group.map((process) => process.stop()));
  }
}

class SupervisedProcess {
  readonly #definition: ProcessDefinition;
  readonly #log: RotatingFileStream;
  readonly #logFile: string;
  readonly #cacheFolder: string;
  readonly #say: (line: string) => void;
  #child: ChildProcess | null = null;
  #stopping = false;
  #failures = 0;
  #ended: Promise<void> = Promise.resolve();

  constructor(
    definition: ProcessDefinition,
    log: RotatingFileStream,
    logFile: string,
    cacheFolder: string,
    say: (line: string) => void,
  ) {
    this.#definition = definition;
    this.#log = log;
    this.#logFile = logFile;
    this.#cacheFolder = cacheFolder;
    this.#say = say;
  }

  start(): void {
    const startedAt = Date.now();
    // A process group of its own: Ctrl-C reaches the supervisor alone, which stops the others in order.
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--import', dieWithParent, this.#definition.entry],
      {
        env: { ...process.env, NODE_COMPILE_CACHE: this.#cacheFolder, ...this.#definition.env },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        detached: true,
      },
    );
    this.#child = child;
    child.stdout?.pipe(this.#log, { end: false });
    child.stderr?.pipe(this.#log, { end: false });
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => this.#say(`${this.#definition.name} could not be started: ${error.message}`));
      child.once('close', (code, signal) => {
        this.#child = null;
        if (!this.#stopping) this.#restart(signal ?? `exit code ${code}`, Date.now() - startedAt);
        resolve();
      });
    });
  }

  #restart(reason: string, ranForMs: number): void {
    this.#failures = ranForMs > 30_000 ? 1 : this.#failures + 1;
    const waitMs = Math.min(10_000, 250 * 2 ** (this.#failures - 1));
    this.#say(`${this.#definition.name} ended (${reason}); starting it again. Its log: ${this.#logFile}`);
    setTimeout(() => {
      if (!this.#stopping) this.start();
    }, waitMs).unref();
  }

  async untilReady(withinMs: number): Promise<void> {
    const deadline = Date.now() + withinMs;
    let last = 'no answer';
    while (Date.now() < deadline && !this.#stopping) {
      try {
        const response = await fetch(this.#definition.readyUrl, { signal: AbortSignal.timeout(2000) });
        const text = await response.text();
        if (response.ok) return;
        last = text.slice(0, 300);
      } catch (error) {
        last = error instanceof Error ? error.message : String(error);
      }
      if (this.#failures >= 4)
        throw new Error(`${this.#definition.name} ends at every start. Its log: ${this.#logFile}`);
      await pause(50);
    }
    throw new Error(
      `${this.#definition.name} was not ready within ${withinMs / 1000} s (${last}). Its log: ${this.#logFile}`,
    );
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child !== null) {
      child.kill('SIGTERM');
      const forced = setTimeout(() => child.kill('SIGKILL'), this.#definition.stopWithinMs);
      await this.#ended;
      clearTimeout(forced);
    }
    await new Promise<void>((resolve) => this.#log.end(() => resolve()));
  }
}
