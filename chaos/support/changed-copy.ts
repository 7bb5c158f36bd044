import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Change {
  /** From the repository's root. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Copies the product's sources into a folder and changes one place: for seeing that a broken product is found out. */
export async function copyChanged(folder: string, { file, from, to }: Change): Promise<URL> {
  const isSource = (path: string) => !/\/(node_modules|dist|console)(\/|$)/.test(path.slice(root.length - 1));
  for (const part of ['packages', 'services']) {
    await cp(join(root, part), join(folder, part), { recursive: true, filter: isSource });
    for (const name of await readdir(join(folder, part))) {
      const own = join(root, part, name, 'node_modules'); // other versions than the root's
      if (existsSync(own)) await symlink(own, join(folder, part, name, 'node_modules'));
    }
  }
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  const modules = join(root, 'node_modules');
  await mkdir(join(folder, 'node_modules', '@canvass'), { recursive: true });
  for (const name of await readdir(modules)) {
    if (name !== '@canvass') await symlink(join(modules, name), join(folder, 'node_modules', name));
  }
  for (const name of await readdir(join(folder, 'packages'))) {
    await symlink(join(folder, 'packages', name), join(folder, 'node_modules', '@canvass', name));
  }
  const path = join(folder, file);
  const source = await readFile(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} does not have exactly one place to change`);
  await writeFile(path, source.replace(from, to));
  return pathToFileURL(`${folder}/`);
}
