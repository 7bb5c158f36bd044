import type { MessageSource } from '@canvass/database';
import type { PipedTextScope } from '@canvass/domain';
import type { Links } from './links.ts';

/** What a message's piped text reads: the facts of the sending time, never today's contact. */
export function messageScope(source: Pick<MessageSource, 'snapshot' | 'outputs'>, links: Links): PipedTextScope {
  return {
    event: source.snapshot.event,
    contact: source.snapshot.contact,
    embeddedData: source.snapshot.contact.embeddedData,
    task: source.outputs,
    survey: { link: links.survey },
    optOut: { link: links.optOut },
  };
}
