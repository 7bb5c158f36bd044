import type { Resource } from '../../../api/client.ts';
import { pathOf } from '../../../components/piped-expression.ts';
import type { Catalogue } from '../../../i18n/text.tsx';
import { type Definition, newStepId, placedSteps, type Step, type StepType, type Task } from './definition.ts';

type EventField = Resource<'EventSourceField'>;
type ContactTask = Extract<Task, { type: 'contact' }>;

/** A step to begin with: filled in as far as the event's fields and the steps before it tell. */
export function newStep(
  type: StepType,
  definition: Definition,
  fields: readonly EventField[],
  t: Catalogue,
  surveyId = '',
): Step {
  const id = newStepId(definition, type);
  const contactStep = placedSteps(definition).find(({ step }) => step.type === 'contact')?.step.id ?? '';
  const survey = { id, onFailure: 'stop' as const, surveyId, contactStep, linkExpiresAfterDays: 60 };
  switch (type) {
    case 'contact':
      return { id, type, onFailure: 'stop', embeddedData: {}, ...guessContact(fields) };
    case 'email-survey':
      return { ...survey, type, from: { email: '' }, subject: t.builder.firstSubject, message: t.builder.firstMessage };
    case 'sms-survey':
      return { ...survey, type, message: t.builder.firstText };
    case 'wait': {
      const until = { kind: 'duration' as const, amount: 3, unit: 'days' as const };
      return { id, type, onFailure: 'stop', until, recheck: true, goOnIf: null };
    }
    case 'branch':
      return { id, type, if: { kind: 'group', match: 'all', conditions: [] }, steps: [], otherwise: [] };
  }
}

/** Which event field most likely holds what, by its type and its name. */
export function guessContact(
  fields: readonly Pick<EventField, 'name' | 'type'>[],
): Pick<ContactTask, 'matchBy' | 'contact'> {
  const find = (fits: (field: Pick<EventField, 'name' | 'type'>) => boolean) => fields.find(fits);
  const named = (pattern: RegExp) => find(({ name, type }) => pattern.test(name) && type !== 'boolean');
  const guesses = {
    externalReference:
      named(/^contact_?id$/i) ?? find(({ name, type }) => type === 'reference' && /contact/i.test(name)),
    email: find(({ type, name }) => type === 'email' && /contact|supplied|customer/i.test(name)) ?? find(({ type }) => type === 'email') ?? named(/e_?mail/i), // biome-ignore format: likeliest first
    phone: find(({ type }) => type === 'phone') ?? named(/mobile|phone/i),
    firstName: named(/first_?name/i),
    lastName: named(/last_?name/i),
    language: named(/language/i),
  };
  const contact = Object.fromEntries(
    Object.entries(guesses).flatMap(([key, field]) =>
      field === undefined ? [] : [[key, `{{ ${pathOf('event', field.name)} }}`]],
    ),
  );
  const keys = (['externalReference', 'email', 'phone'] as const).filter((key) => guesses[key] !== undefined);
  return { matchBy: keys.length > 0 ? keys.slice(0, 2) : ['email'], contact };
}
