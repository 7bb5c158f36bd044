import type { ActivityAnnouncer, Pool } from '@canvass/database';
import type { Channel } from '@canvass/domain';
import type { Producer } from '@canvass/jobs';
import { OutcomeRecorder } from './outcome-recorder.ts';
import { type SendLimits, unlimited } from './send-limits.ts';
import { SendWindow } from './send-window.ts';

/** Messages that a process has under way at a time: connections to the provider, and what a crash can leave unknown. */
export const sendConcurrency = { email: 120, sms: 40 } as const;

export interface SendingDoors {
  pool: Pool;
  producer: Producer;
  announcer: ActivityAnnouncer;
  /** Base of the links in messages. */
  surveyUrl: string;
  /** Aborted when the process stops: what is fenced is finished, the rest handed on. */
  draining: AbortSignal;
  /** Aborted when the grace period of a stopping process is nearly over: what is not recorded by now is lost. */
  lastCall: AbortSignal;
}

/** What all jobs of one channel share in a process. */
export interface SendingLine {
  doors: SendingDoors;
  channel: Channel;
  window: SendWindow;
  recorder: OutcomeRecorder;
  limits: SendLimits;
}

export function createSendingLine(doors: SendingDoors, channel: Channel, limits: SendLimits = unlimited): SendingLine {
  const window = new SendWindow(sendConcurrency[channel]);
  return { doors, channel, window, recorder: new OutcomeRecorder(doors, channel), limits };
}
