import {
  addEventSourceTest,
  endEventSourceTest,
  findDownstream,
  findEventSource,
  findEventSourceTest,
  listEventSourceTests,
  inWorkspace as within,
} from '@canvass/database';
import { eventSourceTestsContract } from '../contract/event-source-tests.ts';
import { found } from '../http/problem-error.ts';
import { route } from '../http/route.ts';
import { endpointUrl } from './endpoint-url.ts';
import { postTestMessage } from './post-test-message.ts';
import { writeTestMessage } from './write-test-message.ts';

const mostShown = 10;

export const eventSourceTestRoutes = [
  route(eventSourceTestsContract.listEventSourceTests, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      found(await findEventSource(db, workspaceId, params.eventSourceId));
      const { workflowsOn } = await findDownstream(db, workspaceId, params.eventSourceId, []);
      const tests = await listEventSourceTests(db, workspaceId, params.eventSourceId, mostShown);
      return { tests, workflowsOn };
    }),
  ),

  route(
    eventSourceTestsContract.sendEventSourceTest,
    async ({ params, body }, { workspaceId, inWorkspace, services }) => {
      const { eventSourceId } = params;
      const { message, token, test } = await inWorkspace(async (db) => {
        const source = found(await findEventSource(db, workspaceId, eventSourceId));
        return {
          id: source.id, // for the audit log, as the name
          name: source.name,
          message: writeTestMessage(source, body),
          token: source.token,
          test: await addEventSourceTest(db, workspaceId, eventSourceId),
        };
      });
      // The ticket is committed before it is shown to the ingress, which looks it up.
      const seen = await postTestMessage(endpointUrl(services.urls.ingressInternal, token), message, test.ticket);
      const ended = await within(services.pool, workspaceId, async (db) => {
        await endEventSourceTest(db, workspaceId, test.id, seen);
        return found(await findEventSourceTest(db, workspaceId, test.id));
      });
      services.announcer.changed(workspaceId, 'event-sources');
      return ended;
    },
  ),
];
