import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { Section } from '../../components/page.tsx';
import { StatusShape } from '../../components/status.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './home-page.module.css';

const order = [
  { key: 'eventSourceConnected', to: '/event-sources' },
  { key: 'surveyPublished', to: '/surveys' },
  { key: 'workflowOn', to: '/workflows' },
] as const;

/** What a new workspace still lacks, with how far it is. */
export function FirstSteps({ steps }: { steps: Resource<'Summary'>['steps'] }) {
  const { t } = useTexts();
  const done = order.filter(({ key }) => steps[key]).length;
  return (
    <Section title={t.home.firstSteps} aside={<span className="dim">{t.home.progress(done, order.length)}</span>}>
      <ol className={classes.steps}>
        {order.map(({ key, to }) => (
          <li key={key} className={classes.step}>
            <StatusShape tone={steps[key] ? 'done' : 'waiting'} />
            <div>
              <div className={classes.stepTitle} data-done={steps[key]}>
                {t.home.steps[key].title}
              </div>
              <div className="dim">{t.home.steps[key].text}</div>
            </div>
            <div className={classes.act}>
              {steps[key] ? (
                <span className="dim">{t.home.done}</span>
              ) : (
                <Button
                  variant="default"
                  size="compact-sm"
                  renderRoot={(props) => <Link to={to} search={{ create: true }} {...props} />}
                >
                  {t.home.steps[key].action}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
