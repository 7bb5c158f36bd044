import type { Resource } from '../../api/client.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { sampleEvent } from './sample-event.ts';
import classes from './setup-tab.module.css';

const credential = 'Canvass';
const sampleReply = {
  messageIds: ['019aa0c0-0000-7000-8000-000000000000'],
  accepted: [{ key: 'event-1001', id: '019aa0c0-0000-7000-8000-000000000001' }],
  duplicates: [{ key: 'event-1000', id: '019aa0c0-0000-7000-8000-000000000002' }],
};

/** The clicks in Salesforce Setup for an HTTP callout of a flow, with this event source's values to copy. */
export function FlowCalloutGuide({ source }: { source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const { steps, boxes } = t.jsonEvents;
  const { origin, pathname } = new URL(source.url);
  const value = (text: string, name: string) => <CopyField value={text} name={name} quiet />;
  const code = (content: unknown, name: string) => <CodeBlock code={JSON.stringify(content, null, 2)} name={name} />;
  return (
    <>
      {source.secrets[0]?.scheme === 'hmac' && <p>{t.jsonEvents.flowNeedsToken}</p>}
      <ol className={classes.steps}>
        <li>
          {steps.external}
          {value(credential, boxes.credential)}
        </li>
        <li>{steps.principal}</li>
        <li>
          {steps.header}
          {value(`Bearer {!$Credential.${credential}.token}`, boxes.header)}
        </li>
        <li>{steps.permission}</li>
        <li>
          {steps.named}
          {value(origin, boxes.origin)}
        </li>
        <li>{steps.create}</li>
        <li>
          {steps.action}
          {value(pathname, boxes.path)}
        </li>
        <li>
          {steps.request}
          {code(sampleEvent(source), boxes.request)}
        </li>
        <li>
          {steps.response}
          {code(sampleReply, boxes.response)}
        </li>
        <li>
          {steps.values}
          {value('{!$Flow.InterviewGuid}', boxes.key)}
        </li>
        <li>{steps.activate}</li>
      </ol>
    </>
  );
}
