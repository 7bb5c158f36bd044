import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** Starts a TypeScript entry as its own process and waits until the address answers; disposal ends it. */
export async function spawnNode(entry: URL, env: Record<string, string>, readyUrl: string): Promise<AsyncDisposable> {
  const child = spawn(process.execPath, [entry.pathname], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let tries = 0; !(await answers(readyUrl)); tries += 1) {
    if (child.exitCode !== null || tries > 300) throw new Error(`${entry.pathname} did not become ready`);
    await pause(100);
  }
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status < 500;
  } catch {
    return false;
  }
}
