import { readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const ticksPerSecond = 100;

/** Seconds of processor time that a process has used so far; its ended children's too when asked. 0 = it is gone. */
export function processorSeconds(pid: number, withEndedChildren = false): number {
  const fields = statOf(pid);
  if (fields === null) return 0;
  // Numbered from 1 in proc(5), of which the first two (pid and name) are cut off: utime is 14, cutime is 16.
  const ticks = Number(fields[11]) + Number(fields[12]);
  const ended = Number(fields[13]) + Number(fields[14]);
  return (ticks + (withEndedChildren ? ended : 0)) / ticksPerSecond;
}

/** The same of a server and the processes that it has made: PostgreSQL's backends, writers and vacuum workers. */
export function processorSecondsOfServer(pid: number): number {
  const children = childrenOf(pid).map((child) => processorSeconds(child));
  return processorSeconds(pid, true) + children.reduce((sum, seconds) => sum + seconds, 0);
}

/** Megabytes that a process holds in memory. 0 = it is gone. */
export function residentMegabytes(pid: number): number {
  const pages = Number(read(`/proc/${pid}/statm`)?.split(' ')[1] ?? 0);
  return (pages * 4096) / 1024 / 1024;
}

function childrenOf(pid: number): number[] {
  const text = read(`/proc/${pid}/task/${pid}/children`) ?? '';
  return text.split(' ').filter(Boolean).map(Number);
}

/** What follows the name, which may hold spaces and parentheses. */
function statOf(pid: number): string[] | null {
  const text = read(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null; // it ended in this moment
  }
}
