import type { Installation } from './installation.ts';

/** Lets one installation work while the service processes of the others stand still. */
export async function alone<Result>(
  chosen: Installation,
  all: readonly Installation[],
  work: () => Promise<Result>,
): Promise<Result> {
  const others = all.filter((installation) => installation !== chosen);
  for (const other of others) other.signalServices('SIGSTOP');
  try {
    return await work();
  } finally {
    for (const other of others) other.signalServices('SIGCONT');
  }
}
