import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestsFolder, renderManifests } from './kubernetes/render.ts';

/** `npm run render:k8s`: writes k8s/ from the chart, for teams without Helm. */
const manifests = await renderManifests();
await rm(manifestsFolder, { recursive: true, force: true });
await mkdir(manifestsFolder);
for (const [file, text] of manifests) await writeFile(join(manifestsFolder, file), text);
process.stdout.write(`k8s/: ${[...manifests.keys()].join(', ')}\n`);
