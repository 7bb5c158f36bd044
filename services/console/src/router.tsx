import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  stringifySearchWith,
} from '@tanstack/react-router';
import { meQuery } from './api/session.ts';
import { parseCreateSearch } from './components/use-creating.ts';
import { parseAuditSearch } from './pages/audit-log/audit-filters.ts';
import { parseContactSearch, parseContactsSearch } from './pages/contacts/contact-filters.ts';
import { parseDistributionSearch } from './pages/distributions/delivery-filters.ts';
import { parseEventSourceSearch } from './pages/event-sources/event-source-search.ts';
import { parseReplaySearch } from './pages/operations/replay-search.ts';
import { parseRunSearch, parseRunsSearch } from './pages/runs/run-filters.ts';
import { parseSignInSearch } from './pages/sign-in/sign-in-search.ts';
import { parseSurveySearch } from './pages/surveys/survey-search.ts';
import { joinLists } from './search-format.ts';
import { ErrorPage } from './shell/error-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { Shell } from './shell/shell.tsx';

/** The one place where features meet: which page is at which address. Each page is a chunk of its own. */
const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: parseSignInSearch,
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: lazyRouteComponent(() => import('./pages/join/join-page.tsx'), 'JoinPage'),
});

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(meQuery);
    if (me !== null) return;
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home/home-page.tsx'), 'HomePage'),
});
const workflows = createRoute({
  getParentRoute: () => app,
  path: '/workflows',
  validateSearch: parseCreateSearch,
  component: lazyRouteComponent(() => import('./pages/workflows/workflows-page.tsx'), 'WorkflowsPage'),
});
const workflow = createRoute({
  getParentRoute: () => app,
  path: '/workflows/$workflowId',
  component: lazyRouteComponent(() => import('./pages/workflows/workflow-page.tsx'), 'WorkflowPage'),
});
const workflowBuilder = createRoute({
  getParentRoute: () => app,
  path: '/workflows/$workflowId/edit',
  component: lazyRouteComponent(() => import('./pages/workflows/builder/builder-page.tsx'), 'BuilderPage'),
});
const runs = createRoute({
  getParentRoute: () => app,
  path: '/runs',
  validateSearch: parseRunsSearch,
  component: lazyRouteComponent(() => import('./pages/runs/runs-page.tsx'), 'RunsPage'),
});
const run = createRoute({
  getParentRoute: () => app,
  path: '/runs/$runId',
  validateSearch: parseRunSearch,
  component: lazyRouteComponent(() => import('./pages/runs/run-page.tsx'), 'RunPage'),
});
const operations = createRoute({
  getParentRoute: () => app,
  path: '/operations',
  component: lazyRouteComponent(() => import('./pages/operations/operations-page.tsx'), 'OperationsPage'),
});
const operation = createRoute({
  getParentRoute: () => app,
  path: '/operations/$operationId',
  component: lazyRouteComponent(() => import('./pages/operations/operation-page.tsx'), 'OperationPage'),
});
const replay = createRoute({
  getParentRoute: () => app,
  path: '/replay',
  validateSearch: parseReplaySearch,
  component: lazyRouteComponent(() => import('./pages/operations/replay-page.tsx'), 'ReplayPage'),
});
const contacts = createRoute({
  getParentRoute: () => app,
  path: '/contacts',
  validateSearch: parseContactsSearch,
  component: lazyRouteComponent(() => import('./pages/contacts/contacts-page.tsx'), 'ContactsPage'),
});
const contact = createRoute({
  getParentRoute: () => app,
  path: '/contacts/$contactId',
  validateSearch: parseContactSearch,
  component: lazyRouteComponent(() => import('./pages/contacts/contact-page.tsx'), 'ContactPage'),
});
const surveys = createRoute({
  getParentRoute: () => app,
  path: '/surveys',
  validateSearch: parseCreateSearch,
  component: lazyRouteComponent(() => import('./pages/surveys/surveys-page.tsx'), 'SurveysPage'),
});
const survey = createRoute({
  getParentRoute: () => app,
  path: '/surveys/$surveyId',
  validateSearch: parseSurveySearch,
  component: lazyRouteComponent(() => import('./pages/surveys/survey-page.tsx'), 'SurveyPage'),
});
const response = createRoute({
  getParentRoute: () => app,
  path: '/responses/$responseId',
  component: lazyRouteComponent(() => import('./pages/surveys/response-page.tsx'), 'ResponsePage'),
});
const distributions = createRoute({
  getParentRoute: () => app,
  path: '/distributions',
  component: lazyRouteComponent(() => import('./pages/distributions/distributions-page.tsx'), 'DistributionsPage'),
});
const distribution = createRoute({
  getParentRoute: () => app,
  path: '/distributions/$distributionId',
  validateSearch: parseDistributionSearch,
  component: lazyRouteComponent(() => import('./pages/distributions/distribution-page.tsx'), 'DistributionPage'),
});
const delivery = createRoute({
  getParentRoute: () => app,
  path: '/deliveries/$deliveryId',
  component: lazyRouteComponent(() => import('./pages/distributions/delivery-page.tsx'), 'DeliveryPage'),
});
const eventSources = createRoute({
  getParentRoute: () => app,
  path: '/event-sources',
  validateSearch: parseCreateSearch,
  component: lazyRouteComponent(() => import('./pages/event-sources/event-sources-page.tsx'), 'EventSourcesPage'),
});
const eventSource = createRoute({
  getParentRoute: () => app,
  path: '/event-sources/$eventSourceId',
  validateSearch: parseEventSourceSearch,
  component: lazyRouteComponent(() => import('./pages/event-sources/event-source-page.tsx'), 'EventSourcePage'),
});
const rejections = createRoute({
  getParentRoute: () => app,
  path: '/rejections',
  component: lazyRouteComponent(() => import('./pages/rejections/rejections-page.tsx'), 'RejectionsPage'),
});
const team = createRoute({
  getParentRoute: () => app,
  path: '/settings/team',
  component: lazyRouteComponent(() => import('./pages/team/team-page.tsx'), 'TeamPage'),
});
const auditLog = createRoute({
  getParentRoute: () => app,
  path: '/settings/audit-log',
  validateSearch: parseAuditSearch,
  component: lazyRouteComponent(() => import('./pages/audit-log/audit-log-page.tsx'), 'AuditLogPage'),
});
const profile = createRoute({
  getParentRoute: () => app,
  path: '/settings/profile',
  component: lazyRouteComponent(() => import('./pages/profile/profile-page.tsx'), 'ProfilePage'),
});
const apiKeys = createRoute({
  getParentRoute: () => app,
  path: '/settings/api-keys',
  component: lazyRouteComponent(() => import('./pages/settings/api-keys-page.tsx'), 'ApiKeysPage'),
});

const webhooks = createRoute({
  getParentRoute: () => app,
  path: '/settings/webhooks',
  component: lazyRouteComponent(() => import('./pages/settings/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});
const unknownDeliveries = createRoute({
  getParentRoute: () => app,
  path: '/settings/unknown-deliveries',
  component: lazyRouteComponent(
    () => import('./pages/settings/unknown-deliveries/unknown-deliveries-page.tsx'),
    'UnknownDeliveriesPage',
  ),
});
const webhook = createRoute({
  getParentRoute: () => app,
  path: '/settings/webhooks/$webhookId',
  component: lazyRouteComponent(() => import('./pages/settings/webhooks/webhook-page.tsx'), 'WebhookPage'),
});
const errorCodes = createRoute({
  getParentRoute: () => app,
  path: '/errors',
  component: lazyRouteComponent(() => import('./pages/errors/error-codes-page.tsx'), 'ErrorCodesPage'),
});
const errorCode = createRoute({
  getParentRoute: () => app,
  path: '/errors/$code',
  component: lazyRouteComponent(() => import('./pages/errors/error-code-page.tsx'), 'ErrorCodePage'),
});
const nothingHere = createRoute({ getParentRoute: () => app, path: '$', component: NotFoundPage });

const routeTree = root.addChildren([
  signIn,
  join,
  app.addChildren([
    home,
    workflows,
    workflow,
    workflowBuilder,
    runs,
    run,
    operations,
    operation,
    replay,
    contacts,
    contact,
    surveys,
    survey,
    response,
    distributions,
    distribution,
    delivery,
    eventSources,
    eventSource,
    rejections,
    team,
    apiKeys,
    webhooks,
    webhook,
    unknownDeliveries,
    auditLog,
    profile,
    errorCodes,
    errorCode,
    nothingHere,
  ]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    stringifySearch: stringifySearchWith(joinLists, JSON.parse),
    defaultPreload: 'intent',
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
