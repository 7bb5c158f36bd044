import { httpServerSpan } from '@canvass/platform';
import { toNodeHandler } from 'better-auth/node';
import compression from 'compression';
import express, { type Express, type RequestHandler, Router } from 'express';
import type { Auth } from './auth/auth.ts';
import { createAuthenticate } from './auth/authenticate.ts';
import { apiRouter } from './http/api-router.ts';
import { errorHandler, sendProblem } from './http/error-handler.ts';
import type { EventStreams } from './http/event-streams.ts';
import { eventsRoute } from './http/events-route.ts';
import { observe } from './http/observe.ts';
import { securityHeaders } from './http/security-headers.ts';
import { openApiDocument } from './openapi/document.ts';
import { consoleRouter, nothingHere } from './pages/console.ts';
import { docsPage } from './pages/docs-page.ts';
import { routes } from './routes/all-routes.ts';
import type { ApiServices } from './services.ts';

export interface AppParts {
  services: ApiServices;
  auth: Auth;
  streams: EventStreams;
  /** Where the built console is. */
  consoleFolder: string;
  /** The queue dashboard below `/queues`. */
  queueBoard: Router;
}

/** Everything that the api service answers: `/api/v1`, `/api/auth`, `/queues`, and the console for the rest. */
export function createApp({ services, auth, streams, consoleFolder, queueBoard }: AppParts): Express {
  const { log, urls } = services;
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(securityHeaders(urls), compression());

  app.all('/api/auth/{*path}', observe(log, '/api/auth/*'), httpServerSpan('/api/auth/*'), toNodeHandler(auth));
  app.use('/api/v1', api(services, auth, streams));
  app.use('/api', observe(log, '/api/*'), httpServerSpan('/api/*'), noSuchAddress);
  app.use('/queues', observe(log, '/queues'), httpServerSpan('/queues'));
  app.use(queueBoard);
  app.use(observe(log, '/*'), consoleRouter(consoleFolder), nothingHere);
  app.use(errorHandler(log));
  return app;
}

function api(services: ApiServices, auth: Auth, streams: EventStreams): Router {
  const { log } = services;
  const authenticate = createAuthenticate(services, auth);
  const document = openApiDocument(`${services.urls.public}/api/v1`);
  const page = docsPage(document);
  const at = (path: string) => [observe(log, `/api/v1${path}`), httpServerSpan(`/api/v1${path}`)];

  const router = Router();
  router.get('/openapi.json', ...at('/openapi.json'), (_request, response) => {
    response.json(document);
  });
  router.get('/docs', ...at('/docs'), (_request, response) => {
    response.type('html').send(page);
  });
  router.get('/events', ...at('/events'), eventsRoute(streams, authenticate));
  router.use(apiRouter(routes, services, auth, authenticate));
  return router;
}

const noSuchAddress: RequestHandler = (_request, response) => {
  sendProblem(response, { code: 'not-found', detail: 'The API has no such address; see /api/v1/docs.' });
};
