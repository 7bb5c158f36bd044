import type { Notification } from '@canvass/outbound-message';
import { type DemoPerson, demoPerson } from './demo-people.ts';
import { Random } from './random.ts';
import { salesforceId } from './salesforce-id.ts';

export interface DemoCaseOptions {
  readonly count: number;
  /** Decides people, words and values: the same seed meets the same people again. */
  readonly seed: number;
  /** When the cases were closed; also makes case and notification ids that no earlier send had. */
  readonly now: Date;
  /** Share of cases that are still open, so that a workflow on closed cases skips them. */
  readonly openShare?: number;
}

const subjects = [
  'Printer stops after page one',
  'Cannot sign in after update',
  'Invoice shows the wrong VAT <7 %>',
  'Lieferung kam zu spät',
  'Remplacement du filtre « Nº 7 »',
  'Export & import of "Q3" figures',
  '請求書が届かない',
  'Battery drains overnight 🔋',
  'Request for a quote',
  "It's still not working",
  'Pedido duplicado',
] as const satisfies readonly [string, ...string[]];
const owners = ['Ana Silva', 'Ben Carter', 'Søren Kjær', 'Wei Zhang', "Niamh O'Connor"] as const;
const priorities = ['Low', 'Medium', 'Medium', 'High', 'Critical'] as const;
const origins = ['Phone', 'Email', 'Web', null] as const;

/**
 * Closed cases as the demo's outbound message selects them. Everyone can be reached over the channel that their case
 * names; about a fifth of the cases belong to somebody who has another one; what Salesforce leaves empty now and then is
 * null: first name, account, phone, language, even the Contact of a case that came by e-mail alone.
 */
export function* demoCases(options: DemoCaseOptions): Generator<Notification> {
  const random = new Random(options.seed);
  const people: DemoPerson[] = [];
  // Milliseconds since 1970 with room for 4,096 cases each: below 2^53 until the year 2039.
  const firstNumber = options.now.getTime() * 4096;
  for (let index = 0; index < options.count; index += 1) {
    const known = people.length > 0 && random.chance(0.2) ? people[random.below(people.length)] : undefined;
    const person = known ?? demoPerson(options.seed, people.length, random);
    if (!known) people.push(person);
    const closedMsAgo = random.below(3600) * 1000;
    yield {
      id: salesforceId('notification', firstNumber + index),
      fields: {
        Id: salesforceId('case', firstNumber + index),
        CaseNumber: String((Math.floor(options.now.getTime() / 1000) * 7 + index) % 100_000_000).padStart(8, '0'),
        Subject: random.pick(subjects),
        Priority: random.pick(priorities),
        Origin: random.pick(origins),
        ...closing(random.chance(options.openShare ?? 0), new Date(options.now.getTime() - closedMsAgo)),
        ...contactFields(person, random),
        Owner_Name__c: random.pick(owners),
      },
    };
  }
}

function closing(open: boolean, closedAt: Date) {
  if (open) return { Status: 'Working', IsClosed: 'false', ClosedDate: null };
  return { Status: 'Closed', IsClosed: 'true', ClosedDate: closedAt.toISOString().replace(/\.\d+Z$/, '.000Z') };
}

function contactFields(person: DemoPerson, random: Random) {
  const byEmail = !person.prefersSms;
  return {
    ContactId: byEmail && random.chance(0.03) ? null : person.contactId,
    // Salesforce keeps the letters as typed; the address is the same.
    ContactEmail: byEmail || random.chance(0.8) ? letterCase(person.email, random) : null,
    ContactPhone: person.prefersSms || random.chance(0.6) ? person.phone : null,
    Contact_First_Name__c: random.chance(0.05) ? null : person.firstName,
    Contact_Last_Name__c: person.lastName,
    Account_Name__c: random.chance(0.1) ? null : person.accountName,
    Survey_Channel__c: person.prefersSms ? 'sms' : 'email',
    Language__c: random.chance(0.05) ? null : person.language,
  };
}

function letterCase(email: string, random: Random): string {
  return random.chance(0.1) ? email.charAt(0).toUpperCase() + email.slice(1) : email;
}
