import type { Resource } from '../../api/client.ts';
import type { Format } from '../../i18n/format.ts';
import type { Catalogue } from '../../i18n/text.tsx';

/** Today in one sentence: "Today: 1,204 notifications, 1,187 surveys sent, 300 answers, and 17 need you." */
export function summarySentence(summary: Resource<'Summary'>, t: Catalogue, format: Format): string {
  const { needsYou, failingWebhooks } = summary;
  const needing = needsYou.reduce((sum, cause) => sum + cause.count, failingWebhooks.length);
  const facts = [
    t.home.notifications(summary.notifications),
    t.home.sent(summary.sent),
    t.home.answers(summary.answers),
    ...(needing > 0 ? [t.home.needYou(needing)] : []),
  ];
  return t.home.today(format.list(facts));
}
