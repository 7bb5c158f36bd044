import type { Resource } from '../../api/client.ts';
import { useTexts } from '../../i18n/text.tsx';
import classes from './funnel.module.css';
import { funnelSteps } from './funnel-steps.ts';

/** Sent → delivered → opened → started → finished, each with its share of what was sent and what was lost. */
export function Funnel({ funnel }: { funnel: Resource<'Funnel'> }) {
  const { t, format } = useTexts();
  return (
    <>
      <ol className={classes.funnel} aria-label={t.distributions.funnel}>
        {funnelSteps(funnel).map((step) => (
          <li key={step.stage} className={classes.step}>
            <span className={classes.name}>{t.distributions[step.stage]}</span>
            <span className={classes.count}>{format.number(step.count)}</span>
            <span className={classes.share}>
              {step.share === null || step.stage === 'sent' ? ' ' : format.percent(step.share)}
            </span>
            <span className={classes.track} aria-hidden="true">
              <span className={classes.bar} style={{ width: `${Math.min(1, step.share ?? 0) * 100}%` }} />
            </span>
            <span className={classes.lost}>{step.lost > 0 ? t.distributions.lost(format.number(step.lost)) : ' '}</span>
          </li>
        ))}
      </ol>
      {!funnel.complete && <p className={classes.note}>{t.distributions.onlyNewest(format.number(funnel.counted))}</p>}
    </>
  );
}

/** The funnel in one line of a list. */
export function FunnelLine({ funnel }: { funnel: Resource<'Funnel'> }) {
  const { format } = useTexts();
  const whole = Math.max(1, funnel.sent);
  return (
    <span className={classes.line}>
      <span className={classes.lineBars} aria-hidden="true">
        {(['delivered', 'started', 'finished'] as const).map((stage) => (
          <span key={stage} style={{ width: `${Math.min(1, funnel[stage] / whole) * 100}%` }} data-stage={stage} />
        ))}
      </span>
      <span className="tabular">{format.number(funnel.finished)}</span>
    </span>
  );
}
