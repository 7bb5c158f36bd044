import type { ActivityAnnouncer, Pool } from '@canvass/database';
import type { Channel } from '@canvass/domain';
import type { Producer } from '@canvass/jobs';
import { OutcomeRecorder } from './outcome-recorder.ts';
import type { Deliver } from './send-attempt.ts';
import { type SendLimits, unlimited } from './send-limits.ts';
import { SendWindow } from './send-window.ts';

/** Connections to the e-mail provider that a process has at most. */
export const emailConnections = 120;
/**
 * Messages that a process has fenced and not settled at a time, and so what a crash can leave unknown: two jobs of e-mail,
 * one of which is with the provider while the other is written or recorded.
 */
const mostUnderWay = { email: 200, sms: 40 } as const;

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
  deliver: Deliver;
  window: SendWindow;
  recorder: OutcomeRecorder;
  limits: SendLimits;
}

export function createSendingLine(
  doors: SendingDoors,
  channel: Channel,
  deliver: Deliver,
  limits: SendLimits = unlimited,
): SendingLine {
  const window = new SendWindow(mostUnderWay[channel]);
  return { doors, channel, deliver, window, recorder: new OutcomeRecorder(doors, channel), limits };
}
