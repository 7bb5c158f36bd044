import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Resource } from '../../api/client.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { FlowCalloutGuide } from './flow-callout-guide.tsx';
import { type ExampleLanguage, exampleLanguages, jsonExample } from './json-examples.ts';
import { sampleEvent } from './sample-event.ts';
import classes from './setup-tab.module.css';

/** How events get here: code that runs as it stands, and the clicks for a flow. */
export function JsonSetup({ source }: { source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const [language, setLanguage] = useState<ExampleLanguage>('curl');
  const scheme = source.secrets[0]?.scheme ?? 'bearer';
  return (
    <div className={classes.columns}>
      <section>
        <h2>{t.jsonEvents.send}</h2>
        <p className="dim">{t.jsonEvents.sendText[scheme]}</p>
        <SegmentedControl
          mt="sm"
          size="xs"
          aria-label={t.jsonEvents.send}
          value={language}
          onChange={setLanguage}
          data={[...exampleLanguages]}
        />
        <CodeBlock
          code={jsonExample(language, scheme, source.url, sampleEvent(source))}
          name={t.jsonEvents.example(language)}
        />
        <h3 className={classes.part}>{t.jsonEvents.rules}</h3>
        <ul className={classes.steps}>
          {t.jsonEvents.ruleList.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t.jsonEvents.flow}</h2>
        <p className="dim">{t.jsonEvents.flowText}</p>
        <FlowCalloutGuide source={source} />
      </section>
    </div>
  );
}
