import type { ContactTask, Step } from './workflow-definition.ts';

/** Every piped text of a step, with its place inside it as a JSON pointer without the first slash. */
export function pipedTextsOf(step: Step): [path: string, text: string][] {
  switch (step.type) {
    case 'branch':
      return [];
    case 'wait':
      return step.until.kind === 'date' ? [['until/date', step.until.date]] : [];
    case 'contact':
      return ofContactTask(step);
    case 'email-survey':
      return [
        ['subject', step.subject],
        ['message', step.message],
      ];
    case 'sms-survey':
      return [['message', step.message]];
  }
}

function ofContactTask(task: ContactTask): [path: string, text: string][] {
  const within = (path: string, texts: Record<string, string | undefined>) =>
    Object.entries(texts).flatMap(([name, text]): [string, string][] =>
      text === undefined ? [] : [[`${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, text]],
    );
  return [
    ...within('contact', task.contact),
    ...within('embeddedData', task.embeddedData),
    ...within('transaction', { occurredAt: task.transaction?.occurredAt }),
    ...within('transaction/fields', task.transaction?.fields ?? {}),
  ];
}
