import { Button } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { useRights } from '../../api/rights.ts';
import { deliveryTones, isStatusOf } from '../../api/statuses.ts';
import { failureWords } from '../../components/problem-words.ts';
import { reasonWords } from '../../components/reason-words.ts';
import { StatusShape } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { type Catalogue, useTexts } from '../../i18n/text.tsx';
import type { Tone } from '../../theme/tones.ts';
import classes from './home-page.module.css';

type Cause = Resource<'Summary'>['needsYou'][number];
type Webhook = Resource<'Summary'>['failingWebhooks'][number];

/** Causes, not events: each with how often, what to do, and the one place to do it. */
export function NeedsYou({ causes, webhooks }: { causes: Cause[]; webhooks: Webhook[] }) {
  const { t } = useTexts();
  if (causes.length + webhooks.length === 0) {
    return (
      <p className={classes.calm}>
        <StatusShape tone="done" /> {t.home.nothingNeedsYou}
      </p>
    );
  }
  return (
    <ul className={classes.causes}>
      {webhooks.map((webhook) => (
        <WebhookItem key={webhook.id} webhook={webhook} />
      ))}
      {causes.map((cause) => (
        <CauseItem key={`${cause.kind} ${cause.cause} ${cause.name}`} cause={cause} />
      ))}
    </ul>
  );
}

/** A receiver of the workspace's own that does not take what it is told. Administrators mend it. */
function WebhookItem({ webhook }: { webhook: Webhook }) {
  const { t } = useTexts();
  const { mayAdminister } = useRights();
  const { id, url, disabled, since } = webhook;
  const words = disabled ? t.home.webhookDisabled : t.home.webhookFailing;
  return (
    <li className={classes.cause}>
      <StatusShape tone={disabled ? 'failed' : 'partly'} />
      <div>
        <div className={classes.causeSentence}>
          {words.sentence} <span className="mono">{url}</span>
        </div>
        <div className="dim">
          {words.remedy} <RelativeTime at={since} />
        </div>
      </div>
      <div className={classes.act}>
        {mayAdminister && (
          <Button
            variant="default"
            size="compact-sm"
            renderRoot={(props) => <Link to="/settings/webhooks/$webhookId" params={{ webhookId: id }} {...props} />}
          >
            {t.home.open.webhook}
          </Button>
        )}
      </div>
    </li>
  );
}

const tones: Record<Cause['kind'], Tone> = {
  'failed-task': 'failed',
  'unknown-delivery': 'partly',
  bounce: 'partly',
  rejection: 'partly',
  'waiting-source': 'waiting',
  'silent-source': 'partly',
  'off-with-draft': 'waiting',
  'failed-notice': 'failed',
};

function CauseItem({ cause }: { cause: Cause }) {
  const { t } = useTexts();
  const words = causeWords(cause, t);
  return (
    <li className={classes.cause}>
      <StatusShape tone={tones[cause.kind]} />
      <div>
        <div className={classes.causeSentence}>
          {cause.name === null
            ? t.home.cause[cause.kind](cause.count, words.sentence)
            : t.home.about(cause.name, words.sentence)}
        </div>
        <div className="dim">
          {words.remedy} <RelativeTime at={cause.latestAt} />
        </div>
      </div>
      <div className={classes.act}>
        <CauseAction cause={cause} />
      </div>
    </li>
  );
}

function causeWords(cause: Cause, t: Catalogue): { sentence: string; remedy: string | null } {
  if (cause.kind === 'rejection') return reasonWords(cause.cause, t);
  const own: Record<string, { sentence: string; remedy: string }> = t.home.needs;
  return own[cause.cause] ?? failureWords(cause.cause, cause, t);
}

/** The one place where it is mended. */
function CauseAction({ cause }: { cause: Cause }) {
  const { t } = useTexts();
  const go = causeAddress(cause);
  return (
    <Button variant="default" size="compact-sm" renderRoot={(props) => <Link {...go.link} {...props} />}>
      {t.home.open[go.label]}
    </Button>
  );
}

type Address = { label: keyof Catalogue['home']['open']; link: Pick<LinkProps, 'to' | 'params' | 'search'> };

function causeAddress({ kind, cause, count, exampleId, surveyId }: Cause): Address {
  switch (kind) {
    case 'failed-task':
      if (surveyId && /^survey-/.test(cause)) {
        return { label: 'survey', link: { to: '/surveys/$surveyId', params: { surveyId } } };
      }
      if (count === 1) return { label: 'run', link: { to: '/runs/$runId', params: { runId: exampleId } } };
      return { label: 'runs', link: { to: '/runs', search: { errorCode: cause } } };
    case 'unknown-delivery':
      return { label: 'delivery', link: { to: '/deliveries/$deliveryId', params: { deliveryId: exampleId } } };
    case 'bounce': {
      const status = isStatusOf(deliveryTones, cause) ? [cause] : undefined;
      const params = { distributionId: exampleId };
      return { label: 'people', link: { to: '/distributions/$distributionId', params, search: { status } } };
    }
    case 'rejection':
      return { label: 'rejections', link: { to: '/rejections' } };
    case 'waiting-source':
    case 'silent-source': {
      const params = { eventSourceId: exampleId };
      return { label: 'source', link: { to: '/event-sources/$eventSourceId', params, search: { tab: 'health' } } };
    }
    case 'failed-notice':
      return { label: 'workflow', link: { to: '/workflows/$workflowId', params: { workflowId: exampleId } } };
    case 'off-with-draft':
      return { label: 'draft', link: { to: '/workflows/$workflowId/edit', params: { workflowId: exampleId } } };
  }
}
