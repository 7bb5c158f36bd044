import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface GuardedProgram extends AsyncDisposable {
  readonly pid: number;
  /** Settles when the program has ended. */
  readonly ended: Promise<void>;
}

export interface GuardedOptions {
  /** What ends the program when it is disposed of, or when this process is gone. */
  readonly endSignal: 'INT' | 'TERM' | 'QUIT';
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Runs a server that does not know of us under a shell that ends it when our end of the pipe closes, however this process
 * ends: nothing stays behind.
 */
export async function startGuarded(
  program: string,
  args: readonly string[],
  options: GuardedOptions,
): Promise<GuardedProgram> {
  const { endSignal, ...owner } = options;
  const script = `"$0" "$@" >/dev/null 2>&1 & pid=$!; echo $pid; (read -r _; kill -${endSignal} $pid) <&3 & wait $pid; kill $! 2>/dev/null`;
  const shell = spawn('/bin/sh', ['-c', `exec 3<&0; ${script}`, program, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // Ctrl-C in the terminal is ours to handle
    ...owner,
  });
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()));
  shell.stdin.on('error', () => {}); // it ended first
  const [first] = await once(shell.stdout, 'data');
  return {
    pid: Number(String(first)),
    ended,
    async [Symbol.asyncDispose]() {
      shell.stdin.end();
      await ended;
    },
  };
}
