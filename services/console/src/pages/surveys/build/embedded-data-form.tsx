import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './build.module.css';
import { problemText } from './problem-text.ts';
import { useEditor } from './use-survey-editor.ts';

/** The survey flow: which facts of the sending time are kept with each response. */
export function EmbeddedDataForm() {
  const { t } = useTexts();
  const { contents, change, problems } = useEditor();
  const box = useRef<HTMLDivElement>(null);
  const fields = contents.flow.embeddedData;
  const set = (embeddedData: { name: string }[], key: string | null = null) =>
    change({ ...contents, flow: { ...contents.flow, embeddedData } }, key);
  const focus = (index: number) =>
    requestAnimationFrame(() => box.current?.querySelectorAll('input').item(Math.max(index, 0))?.focus());
  function add() {
    set([...fields, { name: '' }]);
    focus(fields.length);
  }
  function move(index: number, step: -1 | 1) {
    const field = fields[index];
    if (field === undefined || index + step < 0 || index + step >= fields.length) return;
    set(fields.toSpliced(index, 1).toSpliced(index + step, 0, field));
    focus(index + step);
  }
  return (
    <div className={classes.flow}>
      <p className="dim">{fields.length === 0 ? t.surveys.noFlow : t.surveys.flowText}</p>
      <div ref={box} className={classes.items}>
        {fields.map((field, index) => {
          const problem = problems.find(({ place }) => place === `/flow/embeddedData/${index}/name`);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a field has no id, and its row keeps its place while it is typed
            <div key={index} className={classes.fieldRow}>
              <TextInput
                aria-label={t.build.fieldNumber(index + 1)}
                placeholder="CaseNumber"
                value={field.name}
                error={problem?.severity === 'error' ? problemText(problem, t).sentence : null}
                description={problem?.severity === 'warning' ? problemText(problem, t).sentence : null}
                inputWrapperOrder={['input', 'description', 'error']}
                spellCheck={false}
                maxLength={200}
                className={classes.nameField}
                onChange={(event) => set(fields.with(index, { name: event.currentTarget.value }), `flow ${index}`)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') add();
                  else if (event.altKey && event.key === 'ArrowUp') move(index, -1);
                  else if (event.altKey && event.key === 'ArrowDown') move(index, 1);
                  else return;
                  event.preventDefault();
                }}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                disabled={index === 0}
                onClick={() => move(index, -1)}
                aria-label={t.build.moveUpWhat(field.name)}
              >
                <IconArrowUp size={14} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                disabled={index === fields.length - 1}
                onClick={() => move(index, 1)}
                aria-label={t.build.moveDownWhat(field.name)}
              >
                <IconArrowDown size={14} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                onClick={() => {
                  set(fields.toSpliced(index, 1));
                  focus(index - 1);
                }}
                aria-label={t.build.deleteWhat(field.name)}
              >
                <IconX size={14} />
              </ActionIcon>
            </div>
          );
        })}
      </div>
      <Button variant="default" leftSection={<IconPlus size={14} />} onClick={add}>
        {t.build.addField}
      </Button>
    </div>
  );
}
