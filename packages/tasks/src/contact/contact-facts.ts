import {
  type ContactTask,
  type contactMatchKeys,
  normalizeEmail,
  normalizePhone,
  PermanentError,
  parsePeriod,
  renderPipedText,
} from '@canvass/domain';
import type { ClaimedTask } from '@canvass/runs';

export type ContactField = keyof ContactTask['contact'];
export type MatchKey = (typeof contactMatchKeys)[number];

/** What a contact task says about a person: its piped text written out and normalised. Null = nothing said. */
export interface ContactFacts {
  readonly values: Readonly<Record<ContactField, string | null>>;
  readonly embeddedData: Readonly<Record<string, string>>;
  readonly transaction: {
    readonly name: string;
    readonly occurredAt: Date | null;
    readonly fields: Readonly<Record<string, string>>;
  } | null;
}

/** What a contact task's facts are made from. */
export type ContactTaskFacts = Pick<ClaimedTask, 'event' | 'outputs' | 'timeZone' | 'defaultCountry' | 'receivedAt'>;

/** Longer text in a contact's own fields is a mistake in the workflow; indexes could not hold it either. */
const maxFieldLength = 500;

/**
 * Writes a contact task's piped text from the event and earlier outputs. Throws PermanentError `piped-text-failed`,
 * `invalid-email`, `invalid-phone`, or `contact-unidentified` where none of the match keys has a value.
 */
export function toContactFacts(task: ContactTaskFacts, step: ContactTask): ContactFacts {
  const write = (template: string | undefined) =>
    template === undefined
      ? ''
      : renderPipedText(template, { event: task.event, task: task.outputs }, { timeZone: task.timeZone }).trim();
  const field = (name: ContactField) => boundedField(name, write(step.contact[name]));
  const email = field('email');
  const phone = field('phone');
  const values = {
    firstName: field('firstName'),
    lastName: field('lastName'),
    email: email === null ? null : validEmail(email),
    phone: phone === null ? null : validPhone(phone, task.defaultCountry),
    externalReference: field('externalReference'),
    language: field('language'),
  };
  if (step.matchBy.every((key) => values[key] === null)) {
    throw new PermanentError('contact-unidentified', { detail: `empty: ${step.matchBy.join(', ')}` });
  }
  return {
    values,
    embeddedData: writeAll(step.embeddedData, write),
    transaction:
      step.transaction === undefined
        ? null
        : {
            name: step.transaction.name,
            occurredAt: occurredAt(step.transaction.occurredAt, write, task),
            fields: writeAll(step.transaction.fields, write),
          },
  };
}

function boundedField(name: ContactField, text: string): string | null {
  if (text.length > maxFieldLength) {
    throw new PermanentError('piped-text-failed', { detail: `${name} is longer than ${maxFieldLength} characters` });
  }
  return text === '' ? null : text;
}

function validEmail(text: string): string {
  const email = normalizeEmail(text);
  if (email === null) throw new PermanentError('invalid-email');
  return email;
}

function validPhone(text: string, defaultCountry: string): string {
  const phone = normalizePhone(text, defaultCountry);
  if (phone === null) throw new PermanentError('invalid-phone', { detail: `read as a number of ${defaultCountry}` });
  return phone;
}

/** Names whose text came out empty are left out. */
function writeAll(
  templates: Readonly<Record<string, string>>,
  write: (template: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(templates).flatMap(([name, template]) => {
      const text = write(template);
      return text === '' ? [] : [[name, text] as const];
    }),
  );
}

/** The notification's own time where the task names none; null where what it names is empty. */
function occurredAt(
  template: string | undefined,
  write: (template: string) => string,
  task: Pick<ClaimedTask, 'receivedAt' | 'timeZone'>,
): Date | null {
  if (template === undefined) return task.receivedAt;
  const text = write(template);
  if (text === '') return null;
  const period = parsePeriod(text, task.timeZone);
  if (period === null)
    throw new PermanentError('piped-text-failed', { detail: 'the transaction’s date is no ISO date' });
  return new Date(period.start);
}
