import { resolve } from 'node:path';
import { createServer } from 'vite';
import { z } from 'zod';

const consoleFolder = resolve(import.meta.dirname, '../../services/console');
const RouterModule = z.object({ createAppRouter: z.function({ input: [z.unknown()], output: z.unknown() }) });
const Router = z.object({ routesByPath: z.record(z.string(), z.unknown()) });

/** Every path of the console's router (`/runs/$runId`), read from the router itself: a new page can't be forgotten. */
export async function consoleRoutes(): Promise<string[]> {
  const vite = await createServer({
    root: consoleFolder,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  try {
    const { createAppRouter } = RouterModule.parse({ ...(await vite.ssrLoadModule('/src/router.tsx')) });
    return Object.keys(Router.parse(createAppRouter({})).routesByPath);
  } finally {
    await vite.close();
  }
}
