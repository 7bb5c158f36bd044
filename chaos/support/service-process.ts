import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const dieWithParent = new URL('../../packages/local/src/die-with-parent.ts', import.meta.url).href;
const skewedClock = new URL('./skewed-clock.ts', import.meta.url).href;
const restartAfterMs = 500;
/** Longer than the grace period that the services are given. */
const stopWithinMs = 20_000;

export interface ServiceProcessOptions {
  readonly service: string;
  readonly name: string;
  readonly entry: URL;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where it says that it can work. */
  readonly readyUrl: string;
  readonly logFile: string;
  /** Told of each end that nobody asked for, and of what was done about it. */
  readonly onEvent: (text: string) => void;
}

/** One process of a service that is started again whenever it ends, as Kubernetes would. It ends with this process. */
export class ServiceProcess implements AsyncDisposable {
  readonly service: string;
  readonly name: string;
  readonly #options: ServiceProcessOptions;
  #child: ChildProcess | null = null;
  #ended: Promise<void> = Promise.resolve();
  #wanted = false;
  /** Its clock is that far off, in milliseconds. */
  #skewMs = 0;

  constructor(options: ServiceProcessOptions) {
    this.service = options.service;
    this.name = options.name;
    this.#options = options;
  }

  start({ skewMs = 0 } = {}): void {
    this.#wanted = true;
    this.#skewMs = skewMs;
    this.#spawn();
  }

  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(name);
  }

  /** Ends it as a deployment does. */
  async stop(): Promise<void> {
    this.#wanted = false;
    this.signal('SIGCONT');
    this.#child?.kill('SIGTERM');
    const timer = setTimeout(() => {
      this.#options.onEvent(`${this.name} did not end within ${stopWithinMs / 1000} s of SIGTERM and was killed`);
      this.kill();
    }, stopWithinMs);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Waits until it says that it can work; false = not within this time. */
  async isReady(withinMs = 60_000): Promise<boolean> {
    for (const deadline = Date.now() + withinMs; Date.now() < deadline; await pause(100)) {
      try {
        const answer = await fetch(this.#options.readyUrl, { signal: AbortSignal.timeout(2_000) });
        await answer.arrayBuffer();
        if (answer.ok) return true;
      } catch {
        // not listening yet
      }
    }
    return false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#wanted = false;
    this.kill();
    await this.#ended;
  }

  #spawn(): void {
    const { entry, args = [], env, logFile, onEvent, name } = this.#options;
    const log = openSync(logFile, 'a');
    const imports = ['--import', dieWithParent, ...(this.#skewMs === 0 ? [] : ['--import', skewedClock])];
    const child = spawn(process.execPath, [...imports, entry.pathname, ...args], {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', CLOCK_SKEW_MS: String(this.#skewMs), ...env },
      stdio: ['ignore', log, log, 'ipc'],
      detached: true, // Ctrl-C in the terminal is the harness's to handle
    });
    closeSync(log);
    this.#child = child;
    this.#ended = new Promise((resolve) =>
      child.once('exit', (code, signal) => {
        resolve();
        if (!this.#wanted || this.#child !== child) return;
        onEvent(`${name} ended (${signal ?? code}), started again`);
        setTimeout(() => {
          if (this.#wanted && this.#child === child) this.#spawn();
        }, restartAfterMs);
      }),
    );
  }
}
