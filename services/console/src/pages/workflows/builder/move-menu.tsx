import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsMove } from '@tabler/icons-react';
import { useTexts } from '../../../i18n/text.tsx';
import type { Definition } from './definition.ts';
import { placesFor, type StepPlace } from './move-step.ts';
import { sayPlace } from './say-place.ts';

interface MoveMenuProps {
  definition: Definition;
  id: string;
  onMove(place: StepPlace): void;
}

/** Every place that a step can be moved to: what dragging does, by keyboard and screen reader. */
export function MoveMenu({ definition, id, onMove }: MoveMenuProps) {
  const { t } = useTexts();
  const places = placesFor(definition, id);
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t.builder.moveTo}
          title={t.builder.moveTo}
          disabled={places.length === 0}
        >
          <IconArrowsMove size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {places.map((place) => (
          <Menu.Item key={`${place.list}/${place.index}`} onClick={() => onMove(place)}>
            {sayPlace(place, t)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
