import { Status } from '../../../components/status.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import type { Tone } from '../../../theme/tones.ts';
import type { Webhook } from './queries.ts';

export type WebhookState = 'waiting' | 'healthy' | 'failing' | 'resting' | 'by-hand' | 'gone' | 'gave-up';

export const tones: Record<WebhookState, Tone> = {
  waiting: 'waiting',
  healthy: 'done',
  failing: 'partly',
  resting: 'partly',
  'by-hand': 'skipped',
  gone: 'failed',
  'gave-up': 'failed',
};

export function webhookState(webhook: Webhook): WebhookState {
  if (webhook.status === 'disabled') {
    if (webhook.disabledReason === 'gone') return 'gone';
    return webhook.disabledReason === 'failing' ? 'gave-up' : 'by-hand';
  }
  if (webhook.restingUntil !== null) return 'resting';
  if (webhook.failures > 0) return 'failing';
  return webhook.lastSucceededAt === null ? 'waiting' : 'healthy';
}

export function WebhookStatus({ webhook }: { webhook: Webhook }) {
  const { t } = useTexts();
  const state = webhookState(webhook);
  return <Status tone={tones[state]}>{t.webhooks.states[state]}</Status>;
}
