import {
  type ActivityAnnouncer,
  findWorkspacesThatTexted,
  inWorkspace,
  optInContacts,
  optOutContacts,
  type Pool,
} from '@canvass/database';
import type { Logger } from '@canvass/platform';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { parametersOf } from './twilio-request.ts';

const InboundText = z.object({
  From: z.string().regex(/^\+\d{7,15}$/),
  Body: z.string().max(2000).default(''),
  /** Set where the messaging service has Advanced Opt-Out, which may know words of its own. */
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional(),
});

const stopWords = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'ARRET', 'ARRÊT']);
const startWords = new Set(['START', 'YES', 'UNSTOP']);

/** What a text asks for; null for anything else, HELP too. */
export function wishOf(body: string, optOutType?: 'STOP' | 'START' | 'HELP'): 'stop' | 'start' | null {
  const word = body
    .trim()
    .replace(/[.!"']+$/, '')
    .toUpperCase();
  if (optOutType === 'STOP' || (optOutType === undefined && stopWords.has(word))) return 'stop';
  if (optOutType === 'START' || (optOutType === undefined && startWords.has(word))) return 'start';
  return null;
}

/**
 * A person answers a text: STOP and START are honoured for every contact with that number, in each workspace that has
 * texted it. The reply is empty: Twilio itself confirms STOP and START and answers HELP.
 */
export function twilioInbound(deps: { pool: Pool; announcer: ActivityAnnouncer; log: Logger }): RequestHandler {
  return async (request, response) => {
    const text = InboundText.safeParse(parametersOf(request));
    const wish = text.success ? wishOf(text.data.Body, text.data.OptOutType) : null;
    if (text.success && wish !== null) await honour(deps, text.data.From, wish);
    response.type('text/xml').send('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  };
}

async function honour(
  { pool, announcer, log }: { pool: Pool; announcer: ActivityAnnouncer; log: Logger },
  phone: string,
  wish: 'stop' | 'start',
): Promise<void> {
  const change = wish === 'stop' ? optOutContacts : optInContacts;
  for (const workspaceId of await findWorkspacesThatTexted(pool, phone)) {
    const changed = await inWorkspace(pool, workspaceId, (db) =>
      change(db, workspaceId, [], 'sms', 'text-message', phone),
    );
    log.info({ workspaceId, wish, contacts: changed.length }, 'webhook.text-wish');
    if (changed.length > 0) announcer.changed(workspaceId, 'contacts');
  }
}
