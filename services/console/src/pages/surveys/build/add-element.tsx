import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './build.module.css';
import { addableKinds, newElement } from './new-element.ts';
import { insertElement, type Place, textOf } from './survey-document.ts';
import { useEditor } from './use-survey-editor.ts';

/** The "+" between two questions, or the button at the end of a page. */
export function AddElement({ place, wide }: { place: Place; wide?: boolean }) {
  const { t } = useTexts();
  const { contents, changeDefinition, setSelected } = useEditor();
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        {wide ? (
          <Button variant="default" size="compact-md" leftSection={<IconPlus size={14} />}>
            {t.build.addQuestion}
          </Button>
        ) : (
          <ActionIcon className={classes.between} size={22} radius="xl" variant="default" aria-label={t.build.addHere}>
            <IconPlus size={13} />
          </ActionIcon>
        )}
      </Menu.Target>
      <Menu.Dropdown mah={400} style={{ overflowY: 'auto' }}>
        {addableKinds.map((kind) => (
          <Menu.Item
            key={kind}
            onClick={() => {
              const element = newElement(contents.definition, kind, t.build.newWords);
              changeDefinition(insertElement(contents.definition, place, element));
              setSelected(textOf(element.name));
            }}
          >
            {t.build.kinds[kind]}
            <div className="dim" style={{ fontSize: 12 }}>
              {t.build.kindHints[kind]}
            </div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
