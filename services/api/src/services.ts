import type { ActivityAnnouncer, LeftRows, Pool } from '@canvass/database';
import type { AllowedNetworks } from '@canvass/domain';
import type { Producer } from '@canvass/jobs';
import type { Logger } from '@canvass/platform';
import type { Senders } from './senders.ts';

/** The doors to the outside that handlers may need. */
export interface ApiServices {
  readonly pool: Pool;
  readonly producer: Producer;
  /** Tells the relay of rows without a job. */
  readonly leftRows: Pick<LeftRows, 'wake'>;
  readonly announcer: ActivityAnnouncer;
  readonly log: Logger;
  readonly senders: Senders;
  /** Private networks that webhooks may call. */
  readonly webhookNetworks: AllowedNetworks;
  readonly urls: {
    /** Console and API. */
    readonly public: string;
    /** Base of event source URLs. */
    readonly ingress: string;
    /** Where this process itself reaches the ingress. */
    readonly ingressInternal: string;
    /** Base of respondents' links. */
    readonly survey: string;
  };
}
