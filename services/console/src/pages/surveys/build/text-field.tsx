import { Menu, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './build.module.css';
import { mainLanguage, readText, writeText } from './survey-texts.ts';
import { useEditor } from './use-survey-editor.ts';

interface TextFieldProps {
  label: string;
  hint?: string;
  /** As SurveyJS holds it. */
  value: unknown;
  onChange(value: unknown): void;
  long?: boolean;
  /** Piped text can be put in. */
  piped?: boolean;
  placeholder?: string;
}

/** A text of the survey in the language that is being edited, with what it translates beneath. */
export function TextField({ label, hint, value, onChange, long, piped, placeholder }: TextFieldProps) {
  const { t } = useTexts();
  const { language } = useEditor();
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const text = readText(value, language);
  const original = language === mainLanguage ? '' : readText(value, mainLanguage);
  const write = (next: string) => onChange(writeText(value, language, next));

  function insert(expression: string) {
    const { selectionStart: start, selectionEnd: end } = input.current ?? {};
    const [from, to] = [start ?? text.length, end ?? text.length];
    write(`${text.slice(0, from)}${expression}${text.slice(to)}`);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(from + expression.length, from + expression.length);
    });
  }

  const props = {
    ref: input,
    label,
    description: hint,
    value: text,
    placeholder: original || placeholder,
    onChange: (event: { currentTarget: { value: string } }) => write(event.currentTarget.value),
    maxLength: 20_000,
  };
  return (
    <div className={classes.textField}>
      {piped && <InsertField onInsert={insert} label={t.build.insertInto(label)} />}
      {long ? <Textarea {...props} autosize minRows={2} maxRows={12} /> : <TextInput {...props} />}
      {original && <p className={classes.original}>{original}</p>}
    </div>
  );
}

const contactFields = ['firstName', 'lastName'] as const;

/** Puts in what is known about the person or the case: never to be spelled by hand. */
function InsertField({ label, onInsert }: { label: string; onInsert(expression: string): void }) {
  const { t } = useTexts();
  const { contents } = useEditor();
  const fields = contents.flow.embeddedData.filter(({ name }) => name.trim() !== '');
  const path = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `["${name}"]`);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.insert} aria-label={label}>
          <IconBraces size={13} stroke={1.8} />
          {t.build.insertField}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        <Menu.Label>{t.build.aboutPerson}</Menu.Label>
        {contactFields.map((name) => (
          <Menu.Item key={name} onClick={() => onInsert(`{{ contact.${name} }}`)}>
            {t.build.contactFields[name]}
          </Menu.Item>
        ))}
        <Menu.Label>{t.surveys.embeddedData}</Menu.Label>
        {fields.length === 0 && <Menu.Item disabled>{t.build.noFields}</Menu.Item>}
        {fields.map(({ name }) => (
          <Menu.Item key={name} onClick={() => onInsert(`{{ embeddedData${path(name)} }}`)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
