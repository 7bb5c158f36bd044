import { PipedText } from '../../../components/piped-text.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { type Definition, findStep, type WaitStep } from './definition.ts';
import { stepTitle } from './field-choices.ts';

/** A wait as a sentence: "Wait 3 days", "Wait until CloseDate, 2 days before". */
export function WaitSentence({ wait, definition }: { wait: WaitStep; definition: Definition | null }) {
  const { t } = useTexts();
  const { until } = wait;
  const span = ({ amount, unit }: { amount: number; unit: keyof typeof t.builder.spans }) =>
    t.builder.spans[unit](amount);
  if (until.kind === 'duration') return t.builder.waitFor(span(until));
  if (until.kind === 'answered') {
    const step = definition ? findStep(definition, until.step)?.step : undefined;
    return t.builder.waitAnswered(step ? stepTitle(step, t) : until.step || t.builder.missing, span(until.atMost));
  }
  return (
    <span>
      {t.builder.waitUntil} {until.date ? <PipedText text={until.date} /> : t.builder.missing}
      {until.offset && `, ${t.builder.offset[until.offset.direction](span(until.offset))}`}
      {until.time && `, ${t.builder.atTime(until.time)}`}
    </span>
  );
}
