import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

/**
 * The console as built into this folder: hashed assets are kept by browsers for ever, the page itself is asked for each
 * time, and any address that is no file is the page, which reads the address itself.
 */
export function consoleRouter(folder: string): Router {
  const router = Router();
  const page = join(folder, 'index.html');
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: true }),
    (_request, response) => {
      response.status(404).type('text').send('There is no such file in this build of the console.');
    },
  );
  router.use(express.static(folder, { index: false, maxAge: '1h' }));
  router.get('/{*path}', (_request, response) => {
    if (!existsSync(page)) {
      response.status(503).type('html').send(notBuilt);
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page);
  });
  return router;
}

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Canvass</title>
<body style="font: 16px/1.5 system-ui; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>The console has not been built</h1>
<p>The API works: see <a href="/api/v1/docs">its documentation</a>. To build the console, run this in the repository, then reload:</p>
<pre>npm run build -w @canvass/console</pre></body></html>`;

/** What an address answers that is neither the API's nor the console's, for a method that no page has. */
export const nothingHere: RequestHandler = (_request, response) => {
  response.status(404).type('text').send('There is nothing at this address.');
};
