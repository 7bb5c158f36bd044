import type { Variable } from '../../scripts/environment/service-environment.ts';

// Read by the AWS SDK, by Node itself and by the C library.
const readByLibraries: readonly string[] = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'NODE_OPTIONS',
  'MALLOC_ARENA_MAX',
];

/** What a deployment sets and the service does not read. */
export function unknown(given: readonly string[], variables: readonly Variable[]): string[] {
  const names = variables.map(({ name }) => name);
  return given.filter((name) => !names.includes(name) && !readByLibraries.includes(name));
}

/** What the service cannot start without and the deployment does not set. */
export function forgotten(given: readonly string[], variables: readonly Variable[]): string[] {
  return variables.filter(({ name, required }) => required && !given.includes(name)).map(({ name }) => name);
}
