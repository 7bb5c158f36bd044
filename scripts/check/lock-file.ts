import { z } from 'zod';

const LockedPackage = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});

export const LockFile = z.looseObject({ packages: z.record(z.string(), LockedPackage) });
export type LockFile = z.output<typeof LockFile>;

export interface MissingPackage {
  readonly name: string;
  readonly version: string;
  readonly dev: boolean;
}

/**
 * The optional packages (mostly: builds for other machines) that the lock file should name and doesn't. npm leaves out
 * those that the registry at hand could not serve, and `npm ci` then refuses the lock file everywhere.
 */
export function missingFromLockFile(lock: unknown): MissingPackage[] {
  const { packages } = LockFile.parse(lock);
  return Object.entries(packages).flatMap(([place, { dev, optionalDependencies }]) =>
    Object.entries(optionalDependencies ?? {})
      .filter(([name]) => !placesSeenFrom(place).some((folder) => `${folder}node_modules/${name}` in packages))
      .map(([name, version]) => ({ name, version, dev: dev === true })),
  );
}

/** The folders in which Node looks for what `place` imports: its own and those above. */
function placesSeenFrom(place: string): string[] {
  const parts = place === '' ? [] : place.split('/node_modules/');
  const above = parts.map((_, index) => `${parts.slice(0, index + 1).join('/node_modules/')}/`);
  return ['', ...above];
}

/** The lock file with the missing packages named; npm fetches those that the machine needs. */
export function completeLockFile(lock: unknown): LockFile {
  const complete = LockFile.parse(lock);
  for (const { name, version, dev } of missingFromLockFile(complete)) {
    complete.packages[`node_modules/${name}`] = {
      version,
      ...(dev ? { dev } : {}),
      optional: true,
      ...machineOf(name),
    };
  }
  complete.packages = Object.fromEntries(
    Object.entries(complete.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
  return complete;
}

const systems: Readonly<Record<string, string>> = { windows: 'win32' };
const processors: Readonly<Record<string, string>> = { 64: 'x64', 32: 'ia32' };

/** Which machine a package is built for, read from its name: without it npm would fetch the package everywhere. */
function machineOf(name: string): { os?: string[]; cpu?: string[]; libc?: string[] } {
  const found = /(aix|android|darwin|freebsd|linux|openbsd|netbsd|sunos|win32|windows)-(\w+?)(?:-(musl|gnu))?$/.exec(
    name,
  );
  if (found === null) return {};
  const [, system = '', processor = '', library] = found;
  return {
    os: [systems[system] ?? system],
    cpu: [processors[processor] ?? processor],
    ...(library === undefined ? {} : { libc: [library === 'gnu' ? 'glibc' : library] }),
  };
}
