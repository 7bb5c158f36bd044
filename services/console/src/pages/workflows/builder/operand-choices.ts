import type { Resource } from '../../../api/client.ts';
import { contactFieldName } from '../../../components/contact-field-name.ts';
import type { Catalogue } from '../../../i18n/text.tsx';
import type { Comparison, Step } from './definition.ts';
import { stepTitle } from './field-choices.ts';
import type { FieldType } from './operators.ts';
import { outputsOf } from './step-outputs.ts';

export type Operand = Comparison['left'];

/** Something that a condition can compare, as the form offers it. */
export interface OperandChoice {
  left: Operand;
  group: string;
  label: string;
  type: FieldType;
  /** What it can be, where that is known. */
  values: readonly string[];
  /** What the last notification had there. */
  example: string | null;
}

interface Known {
  fields: readonly Resource<'EventSourceField'>[];
  earlier: readonly Step[];
  /** Also what is at the time: the newest notification, and the contact. */
  present: boolean;
}

const contactFields: readonly [name: string, type: FieldType][] = [
  ['firstName', 'text'],
  ['lastName', 'text'],
  ['email', 'email'],
  ['phone', 'phone'],
  ['externalReference', 'text'],
  ['language', 'text'],
  ['emailOptedOut', 'boolean'],
  ['smsOptedOut', 'boolean'],
];

/** All that can be compared at a place, in the order in which it is likely. */
export function operandChoices({ fields, earlier, present }: Known, t: Catalogue): OperandChoice[] {
  const eventFields = (from: 'event' | 'latest', group: string) =>
    fields.map(
      ({ name, type, example }): OperandChoice => ({
        left: { from, field: name },
        group,
        label: name,
        type,
        values: [],
        example,
      }),
    );
  const outputs = earlier.flatMap((step) =>
    outputsOf[step.type].map(
      ({ name, type, values = [] }): OperandChoice => ({
        left: { from: 'step', step: step.id, output: name },
        group: t.builder.fromStep(stepTitle(step, t)),
        label: t.builder.outputs[name] ?? name,
        type,
        values,
        example: null,
      }),
    ),
  );
  return [
    ...eventFields('event', t.builder.fromEvent),
    ...outputs,
    ...(present ? [...eventFields('latest', t.builder.fromNewest), ...contactChoices(earlier, t)] : []),
  ];
}

/** A contact's own fields, and the embedded data that the workflow itself gives it. */
function contactChoices(earlier: readonly Step[], t: Catalogue): OperandChoice[] {
  const embedded = new Set(earlier.flatMap((step) => (step.type === 'contact' ? Object.keys(step.embeddedData) : [])));
  const named: [name: string, type: FieldType][] = [...embedded].map((name) => [`embeddedData.${name}`, 'text']);
  return [...contactFields, ...named].map(([name, type]) => ({
    left: { from: 'contact', field: name },
    group: t.builder.fromContact,
    label: contactFieldName(name, t),
    type,
    values: [],
    example: null,
  }));
}

/** What stands for an operand in a list of choices. */
export function operandKey(left: Operand): string {
  return JSON.stringify(left.from === 'step' ? [left.from, left.step, left.output] : [left.from, left.field]);
}

/** The choice of an operand; one that is not offered (any more) is text. */
export function choiceOf(left: Operand, choices: readonly OperandChoice[], t: Catalogue): OperandChoice {
  const key = operandKey(left);
  const offered = choices.find((choice) => operandKey(choice.left) === key);
  if (offered !== undefined) return offered;
  const label = left.from === 'step' ? left.output : contactFieldName(left.field, t);
  return { left, group: t.builder.notKnown, label, type: 'text', values: [], example: null };
}
