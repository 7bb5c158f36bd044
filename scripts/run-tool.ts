import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

export const repositoryRoot = resolve(import.meta.dirname, '..');

export interface ToolResult {
  readonly exitCode: number;
  /** Standard output and standard error, as they came; empty when they were shown directly. */
  readonly output: string;
}

export interface ToolOptions {
  readonly cwd?: string;
  /** Shown as it comes, instead of being collected. */
  readonly show?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a tool of node_modules (`script`: its JavaScript file there) on this Node. */
export function runTool(script: string, args: readonly string[], options: ToolOptions = {}): Promise<ToolResult> {
  return run(process.execPath, [join(repositoryRoot, 'node_modules', script), ...args], options);
}

/** Runs a program; a signal that ended it, or a program that is not there, counts as exit code 1. */
export function run(file: string, args: readonly string[], options: ToolOptions = {}): Promise<ToolResult> {
  const child = spawn(file, args, {
    cwd: options.cwd ?? repositoryRoot,
    env: { ...process.env, ...options.env },
    stdio: options.show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  const parts: Buffer[] = [];
  child.stdout?.on('data', (part: Buffer) => parts.push(part));
  child.stderr?.on('data', (part: Buffer) => parts.push(part));
  return new Promise((resolveResult) => {
    child.once('error', (error) => resolveResult({ exitCode: 1, output: `${file}: ${error.message}` }));
    child.once('close', (code) => resolveResult({ exitCode: code ?? 1, output: Buffer.concat(parts).toString() }));
  });
}
