import { ActionIcon, Textarea } from '@mantine/core';
import { IconBold, IconItalic, IconLink, IconList } from '@tabler/icons-react';
import { Document } from '@tiptap/extension-document';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { Placeholder, UndoRedo } from '@tiptap/extensions';
import { type Editor, EditorContent, type Extensions, useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useEffect, useId, useRef, useState } from 'react';
import { chipWords } from '../../../components/chip-words.ts';
import { type Catalogue, useTexts } from '../../../i18n/text.tsx';
import { ChipForm } from './chip-form.tsx';
import type { FieldChoice } from './field-choices.ts';
import { FieldNode } from './field-node.ts';
import { FieldPicker } from './field-picker.tsx';
import { fromDocument, fromRichHtml, isRichEditable, toDocument, toRichHtml } from './piped-document.ts';
import classes from './piped-field.module.css';

interface PipedFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  choices: readonly FieldChoice[];
  kind?: 'line' | 'text' | 'rich';
  placeholder?: string;
  /** What is wrong with it. */
  problems?: readonly string[];
}

/** Text with fields as chips: `{` or the button opens the picker. A message with rich HTML of its own is edited as HTML. */
export function PipedField(props: PipedFieldProps) {
  const { t } = useTexts();
  const id = useId();
  const problems = props.problems ?? [];
  if (props.kind !== 'rich' || isRichEditable(props.value)) return <ChipEditor {...props} />;
  return (
    <div>
      <Textarea
        id={id}
        label={props.label}
        description={t.builder.editedAsHtml}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        autosize
        minRows={8}
        maxRows={24}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
      />
      <Problems problems={problems} />
    </div>
  );
}

const rich = [
  StarterKit.configure({
    code: false,
    codeBlock: false,
    horizontalRule: false,
    strike: false,
    link: { openOnClick: false, autolink: false, HTMLAttributes: { target: null, rel: null }, isAllowedUri: isAddress },
    undoRedo: false,
    trailingNode: false,
  }),
  UndoRedo,
];
const plain = [Document, Paragraph, Text, UndoRedo];

const extensionsOf = (kind: PipedFieldProps['kind'], placeholder: string, t: Catalogue): Extensions => [
  ...(kind === 'rich' ? rich : plain),
  FieldNode.configure({ words: (expression) => chipWords(expression, t) }),
  Placeholder.configure({ placeholder }),
];

/** The web's and mail's addresses, and one that a field puts in. */
function isAddress(address: string | undefined): boolean {
  return /^(https?:|mailto:|tel:|\{\{)/i.test(address?.trim() ?? '');
}

const read = (editor: Editor, kind: PipedFieldProps['kind']) =>
  kind === 'rich' ? fromRichHtml(editor.getHTML()) : fromDocument(editor.getJSON());
const write = (value: string, kind: PipedFieldProps['kind']) =>
  kind === 'rich' ? toRichHtml(value) : toDocument(value);

interface OpenChip {
  position: number;
  expression: string;
  at: { left: number; top: number };
}

function ChipEditor({ label, value, onChange, choices, kind = 'line', placeholder, problems = [] }: PipedFieldProps) {
  const { t } = useTexts();
  const labelId = useId();
  const box = useRef<HTMLDivElement>(null);
  const [chip, setChip] = useState<OpenChip | null>(null);
  const [openedBy, setOpenedBy] = useState(0);
  /** Quick fingers: what is typed between `{` and the picker's taking over the keyboard. Null = the editor has it. */
  const typedAhead = useRef<string | null>(null);
  const emitted = useRef(value);
  const emit = useRef(onChange);
  emit.current = onChange;

  const editor = useEditor({
    extensions: extensionsOf(kind, placeholder ?? '', t),
    content: write(value, kind),
    immediatelyRender: true,
    editorProps: {
      attributes: { 'aria-labelledby': labelId, role: 'textbox', 'aria-multiline': String(kind !== 'line') },
      handleKeyDown: (_view, event) => {
        if (event.key === '{') {
          typedAhead.current = '';
          setOpenedBy((count) => count + 1);
          return true;
        }
        return kind === 'line' && event.key === 'Enter';
      },
      handleTextInput: (_view, _from, _to, text) => {
        if (typedAhead.current === null) return false;
        typedAhead.current += text;
        return true;
      },
      handleClickOn: (view, position, node) => {
        if (node.type.name !== 'field') return false;
        const where = view.coordsAtPos(position);
        const frame = box.current?.getBoundingClientRect();
        const at = { left: where.left - (frame?.left ?? 0), top: where.bottom - (frame?.top ?? 0) };
        setChip({ position, expression: String(node.attrs.expression), at });
        return true;
      },
    },
    onUpdate: ({ editor: changed }) => {
      const next = read(changed, kind);
      if (next === emitted.current) return;
      emitted.current = next;
      emit.current(next);
    },
  });

  useEffect(() => {
    if (value === emitted.current) return; // changed from outside: undone, or another step
    emitted.current = value;
    editor.commands.setContent(write(value, kind), { emitUpdate: false });
  }, [value, editor, kind]);

  const takeTyped = () => {
    const typed = typedAhead.current ?? '';
    typedAhead.current = null;
    return typed;
  };
  const insert = ({ path }: FieldChoice) =>
    editor
      .chain()
      .focus()
      .insertContent({ type: 'field', attrs: { expression: ` ${path} ` } })
      .run();
  const changeChip = (change: (chain: ReturnType<Editor['chain']>) => ReturnType<Editor['chain']>) => {
    if (chip) change(editor.chain().setNodeSelection(chip.position)).focus().run();
    setChip(null);
  };

  const tall = kind === 'line' ? '' : classes.tall;
  return (
    <div className={classes.wrap}>
      <div className={classes.label}>
        <span id={labelId}>{label}</span>
        <FieldPicker
          choices={choices}
          openedBy={openedBy}
          takeTyped={takeTyped}
          onPick={insert}
          onClose={() => {
            typedAhead.current = null;
            editor.commands.focus();
          }}
        />
      </div>
      <div
        ref={box}
        className={`${classes.editor} ${tall} ${kind === 'rich' ? classes.rich : ''} ${problems.length > 0 ? classes.invalid : ''}`}
      >
        {kind === 'rich' && <Toolbar editor={editor} />}
        <EditorContent editor={editor} />
        {chip && (
          <ChipForm
            key={chip.position}
            expression={chip.expression}
            at={chip.at}
            onChange={(expression) => changeChip((chain) => chain.updateAttributes('field', { expression }))}
            onRemove={() => changeChip((chain) => chain.deleteSelection())}
            onClose={() => setChip(null)}
          />
        )}
      </div>
      <Problems problems={problems} />
    </div>
  );
}

function Toolbar({ editor }: { editor: Editor }) {
  const { t } = useTexts();
  const link = () => {
    const { empty } = editor.state.selection;
    const chain = editor.chain().focus();
    if (editor.isActive('link')) return chain.extendMarkRange('link').unsetLink().run();
    const href = '{{ survey.link }}';
    if (!empty) return chain.setLink({ href }).run();
    return chain
      .insertContent({ type: 'text', text: t.builder.answerHere, marks: [{ type: 'link', attrs: { href } }] })
      .run();
  };
  const buttons = [
    { label: t.builder.bold, icon: IconBold, run: () => editor.chain().focus().toggleBold().run() },
    { label: t.builder.italic, icon: IconItalic, run: () => editor.chain().focus().toggleItalic().run() },
    { label: t.builder.bulletList, icon: IconList, run: () => editor.chain().focus().toggleBulletList().run() },
    { label: t.builder.linkToSurvey, icon: IconLink, run: link },
  ];
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t.builder.formatting}>
      {buttons.map(({ label, icon: Icon, run }) => (
        <ActionIcon key={label} size="sm" variant="subtle" color="gray" aria-label={label} title={label} onClick={run}>
          <Icon size={16} />
        </ActionIcon>
      ))}
    </div>
  );
}

function Problems({ problems }: { problems: readonly string[] }) {
  return problems.map((problem) => (
    <div key={problem} className={classes.problem} role="alert">
      {problem}
    </div>
  ));
}
