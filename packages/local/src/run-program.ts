import { spawn } from 'node:child_process';
import { repositoryFolder } from './config.ts';

/**
 * Runs a program to its end and answers what it wrote to standard output. Rejects with all that it wrote where it fails;
 * `failure` says, in words for the user, what could not be done.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; failure: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: repositoryFolder, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let answer = '';
    let all = '';
    child.stdout.on('data', (chunk: Buffer) => {
      answer += chunk;
      all += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      all += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(answer) : reject(new Error(`${options.failure} (exit ${code}):\n${all.slice(-20_000)}`)),
    );
  });
}
