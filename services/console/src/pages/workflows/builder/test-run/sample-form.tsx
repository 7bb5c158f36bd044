import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../../../i18n/text.tsx';
import { readPasted } from './pasted-values.ts';
import classes from './test-run.module.css';
import type { Sample } from './use-sample.ts';

const typedIn = 'typed-in';

/** Chooses the notification that the workflow is tried on. */
export function SampleSelect({ sample, label }: { sample: Sample; label: string }) {
  const { t, format } = useTexts();
  return (
    <Select
      label={label}
      size="xs"
      allowDeselect={false}
      value={sample.notification?.id ?? typedIn}
      data={[
        ...sample.notifications.map(({ id, recordId, receivedAt }) => ({
          value: id,
          label: t.testRun.sampleOf(recordId ?? t.testRun.noRecord, format.relative(new Date(receivedAt), new Date())),
        })),
        { value: typedIn, label: t.testRun.typedIn },
      ]}
      onChange={(id) => sample.choose(id === typedIn ? null : id)}
    />
  );
}

interface SampleFormProps {
  sample: Sample;
  asOfArrival: boolean;
  onAsOfArrival(asOfArrival: boolean): void;
}

/** The sample and its values, to be edited or pasted. */
export function SampleForm({ sample, asOfArrival, onAsOfArrival }: SampleFormProps) {
  const { t } = useTexts();
  const names = Object.keys(sample.values);
  return (
    <div className={classes.sample}>
      <SampleSelect sample={sample} label={t.testRun.sample} />
      {!sample.loading && sample.notifications.length === 0 && <p className={classes.note}>{t.testRun.noSamples}</p>}
      {sample.notification && (
        <Checkbox
          size="xs"
          label={t.testRun.asOfArrival}
          description={t.testRun.asOfArrivalHint}
          checked={asOfArrival}
          onChange={(event) => onAsOfArrival(event.currentTarget.checked)}
        />
      )}
      <details className={classes.values} open={sample.notification === null}>
        <summary>
          {t.testRun.editFields}{' '}
          <span className="dim">
            {sample.edited.size > 0 ? t.testRun.edited(sample.edited.size) : t.testRun.fields(names.length)}
          </span>
        </summary>
        <div className={classes.valueList}>
          {names.map((name) => (
            <TextInput
              key={name}
              size="xs"
              label={name}
              value={sample.values[name] ?? ''}
              data-edited={sample.edited.has(name) || undefined}
              placeholder={t.testRun.contact.empty}
              onChange={(event) => sample.edit({ [name]: event.currentTarget.value || null })}
            />
          ))}
        </div>
        <PasteValues onPaste={sample.edit} />
        {sample.edited.size > 0 && (
          <Button size="compact-xs" variant="subtle" onClick={sample.reset}>
            {t.testRun.reset}
          </Button>
        )}
      </details>
    </div>
  );
}

function PasteValues({ onPaste }: { onPaste: Sample['edit'] }) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const use = () => {
    const values = readPasted(text);
    setWrong(values === null);
    if (values === null) return;
    onPaste(values);
    setText('');
  };
  return (
    <div className={classes.paste}>
      <Textarea
        size="xs"
        label={t.testRun.paste}
        description={t.testRun.pasteHint}
        error={wrong && t.testRun.pasteWrong}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setWrong(false);
        }}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
      />
      <Button size="compact-xs" variant="default" disabled={text.trim() === ''} onClick={use}>
        {t.testRun.pasteUse}
      </Button>
    </div>
  );
}
