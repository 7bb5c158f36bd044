import type { Resource } from '../../api/client.ts';
import { deliveryTones, eventSourceTones, runTones, surveyTones, workflowTones } from '../../api/statuses.ts';
import { personName } from '../../components/person-name.ts';
import type { Catalogue } from '../../i18n/text.tsx';
import type { SearchItem } from './search-item.ts';

/** A hit of the server as something to choose. */
export function hitItem(hit: Resource<'SearchHit'>, t: Catalogue): SearchItem {
  const key = `${hit.kind} ${hit.id}`;
  switch (hit.kind) {
    case 'run':
      return {
        key,
        group: 'run',
        title: [hit.objectType, hit.recordId].filter(Boolean).join(' ') || hit.id,
        detail: hit.workflowName ?? undefined,
        status: { tone: runTones[hit.status], word: t.statuses.run[hit.status] },
        chosen: { go: { to: '/runs/$runId', params: { runId: hit.id } } },
      };
    case 'delivery':
      return {
        key,
        group: 'delivery',
        title: hit.to,
        status: { tone: deliveryTones[hit.status], word: t.statuses.delivery[hit.status] },
        chosen: { go: { to: '/deliveries/$deliveryId', params: { deliveryId: hit.id } } },
      };
    case 'contact':
      return {
        key,
        group: 'contact',
        title: personName(hit) ?? t.common.unnamed,
        detail: [hit.email, hit.phone].filter((address) => address && address !== personName(hit)).join(' · '),
        chosen: { go: { to: '/contacts/$contactId', params: { contactId: hit.id } } },
      };
    case 'workflow':
      return {
        ...{ key, group: 'workflow', title: hit.name },
        status: { tone: workflowTones[hit.status], word: t.statuses.workflow[hit.status] },
        chosen: { go: { to: '/workflows/$workflowId', params: { workflowId: hit.id } } },
      };
    case 'survey':
      return {
        ...{ key, group: 'survey', title: hit.name },
        status: { tone: surveyTones[hit.status], word: t.statuses.survey[hit.status] },
        chosen: { go: { to: '/surveys/$surveyId', params: { surveyId: hit.id } } },
      };
    case 'event-source':
      return {
        ...{ key, group: 'event-source', title: hit.name },
        status: { tone: eventSourceTones[hit.status], word: t.statuses.eventSource[hit.status] },
        chosen: { go: { to: '/event-sources/$eventSourceId', params: { eventSourceId: hit.id } } },
      };
    case 'mailing-list':
      return {
        ...{ key, group: 'mailing-list', title: hit.name },
        chosen: { go: { to: '/contacts', search: { list: hit.id } } },
      };
  }
}
