import { useTexts } from '../../../i18n/text.tsx';
import { dragged } from './dragged.ts';
import { showRemoved } from './removed-toast.tsx';
import { duplicateElement, moveElement, type Place, placeOf, removeElement, stepElement } from './survey-document.ts';
import { useEditor } from './use-survey-editor.ts';

/** Where the keyboard goes on after something moved: to the same question, wherever it is now. */
export function focusElement(name: string): void {
  requestAnimationFrame(() => {
    const card = document.getElementById(`element-${name}`);
    card?.focus();
    card?.scrollIntoView({ block: 'nearest' });
  });
}

/** What can be done with an element as a whole. */
export function useElementActions(name: string, place: Place) {
  const { t } = useTexts();
  const { contents, changeDefinition, setSelected, undo } = useEditor();
  const { definition } = contents;
  return {
    move(step: -1 | 1) {
      const moved = stepElement(definition, place, step);
      if (moved === null) return;
      changeDefinition(moved);
      focusElement(name);
    },
    /** Puts what the mouse carries before this element. */
    drop() {
      const from = dragged.name === null ? null : placeOf(definition, dragged.name);
      if (from !== null) changeDefinition(moveElement(definition, from, place));
      dragged.name = null;
    },
    duplicate() {
      const copy = duplicateElement(definition, place);
      changeDefinition(copy.definition);
      setSelected(copy.name);
      focusElement(copy.name);
    },
    remove() {
      changeDefinition(removeElement(definition, place));
      setSelected(null);
      showRemoved(t.build.removed(name), t.build.undo, undo);
    },
  };
}
