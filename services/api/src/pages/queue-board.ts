import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { allQueues, openQueue, type QueueConfig, type RawQueue } from '@canvass/jobs';
import type { Logger } from '@canvass/platform';
import { Queue } from 'bullmq';
import { type Request, type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import type { Authenticate } from '../auth/authenticate.ts';
import { ProblemError } from '../http/problem-error.ts';

export interface QueueBoard extends AsyncDisposable {
  readonly router: Router;
}

/** The dashboard of all queues below `/queues`, for administrators. Jobs hold ids only, so it shows nobody's data. */
export function createQueueBoard(config: QueueConfig, log: Logger, authenticate: Authenticate): QueueBoard {
  const queues = allQueues.map((name): RawQueue => {
    const queue = openQueue(config, name);
    queue.on('error', (error) => log.warn({ queue: name, err: error }, 'queue.connection-error'));
    return queue;
  });
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath('/queues');
  createBullBoard({
    queues: queues.map(toBoardQueue),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Canvass queues' } },
  });
  const router = Router();
  router.use('/queues', administratorsOnly(authenticate), boardContentPolicy, serverAdapter.getRouter());
  return { router, [Symbol.asyncDispose]: async () => void (await Promise.all(queues.map((queue) => queue.close()))) };
}

/** The adapter serves queues of both backends, though its type names Redis's only. */
function toBoardQueue(queue: unknown): BullMQAdapter {
  if (!(queue instanceof Queue)) throw new TypeError('not a queue of BullMQ');
  return new BullMQAdapter(queue);
}

function administratorsOnly(authenticate: Authenticate): RequestHandler {
  return async (request, response, next) => {
    const principal = await authenticate(request).catch((error: unknown) => {
      if (isStrangersPageVisit(error, request)) return null;
      throw error;
    });
    if (principal === null) {
      response.redirect(`/sign-in?next=${encodeURIComponent('/queues')}`);
      return;
    }
    if (principal.role !== 'admin')
      throw new ProblemError('forbidden', { detail: 'Only administrators see the queues.' });
    next();
  };
}

/** A page can be sent to sign in; what its scripts ask for is told why. */
function isStrangersPageVisit(error: unknown, request: Request): boolean {
  const isStranger = error instanceof ProblemError && error.code === 'unauthenticated';
  return isStranger && request.accepts(['json', 'html']) === 'html';
}

/** The board's page configures itself with an inline script. */
const boardContentPolicy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'", "'unsafe-inline'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
  },
});
