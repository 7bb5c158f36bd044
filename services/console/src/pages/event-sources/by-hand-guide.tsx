import type { Resource } from '../../api/client.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './setup-tab.module.css';

interface Step {
  text: string;
  /** A value of this event source to take along. */
  copy?: { value: string; name: string };
}

/** The clicks in Salesforce Setup, numbered through, with this event source's values to copy. */
export function ByHandGuide({ source }: { source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const { guide } = t.salesforceSetup;
  const fields = source.fields.map(({ name }) => name).filter((name) => name !== 'Id');
  const message: Step[] = [
    { text: guide.open },
    source.objectType === null
      ? { text: guide.objectUnknown }
      : { text: guide.object, copy: { value: source.objectType, name: guide.boxes.object } },
    { text: guide.name, copy: { value: `Canvass: ${source.name}`, name: guide.boxes.name } },
    { text: guide.url, copy: { value: source.url, name: guide.boxes.url } },
    { text: guide.user },
    fields.length === 0
      ? { text: guide.fieldsUnknown }
      : { text: guide.fields, copy: { value: fields.join(', '), name: guide.boxes.fields } },
    { text: guide.save },
  ];
  const flow: Step[] = [guide.newFlow, guide.trigger, guide.optimise, guide.action, guide.activate].map((text) => ({
    text,
  }));
  return (
    <>
      <Steps title={guide.message} steps={message} from={1} />
      <Steps title={guide.flow} steps={flow} from={message.length + 1} />
      <h3 className={classes.part}>{guide.watch}</h3>
      <p>{guide.change}</p>
    </>
  );
}

function Steps({ title, steps, from }: { title: string; steps: Step[]; from: number }) {
  return (
    <>
      <h3 className={classes.part}>{title}</h3>
      <ol className={classes.steps} start={from}>
        {steps.map(({ text, copy }) => (
          <li key={text}>
            {text}
            {copy && <CopyField value={copy.value} name={copy.name} quiet />}
          </li>
        ))}
      </ol>
    </>
  );
}
