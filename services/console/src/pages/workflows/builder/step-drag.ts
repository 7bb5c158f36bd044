import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { StepPlace } from './move-step.ts';

/** What is dragged: a step of the builder, by its id. */
function stepIdOf(data: Record<string | symbol, unknown>): string | null {
  return typeof data.stepId === 'string' ? data.stepId : null;
}

/** Lets a card be dragged by its handle; tells whether it is. */
export function useStepDrag(
  card: RefObject<HTMLElement | null>,
  handle: RefObject<HTMLElement | null>,
  stepId: string,
): boolean {
  const [isDragged, setDragged] = useState(false);
  useEffect(() => {
    if (card.current === null || handle.current === null) return;
    return draggable({
      element: card.current,
      dragHandle: handle.current,
      getInitialData: () => ({ stepId }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    });
  }, [card, handle, stepId]);
  return isDragged;
}

export interface DropRules {
  mayDrop(stepId: string, place: StepPlace): boolean;
  onDrop(stepId: string, place: StepPlace): void;
}

/** Lets a step be dropped between two cards; tells whether one is above it. */
export function useStepDrop(
  element: RefObject<HTMLElement | null>,
  { list, index }: StepPlace,
  rules: DropRules,
): boolean {
  const [isOver, setOver] = useState(false);
  const newest = useRef(rules);
  newest.current = rules;
  useEffect(() => {
    if (element.current === null) return;
    const place = { list, index };
    return dropTargetForElements({
      element: element.current,
      canDrop({ source }) {
        const id = stepIdOf(source.data);
        return id !== null && newest.current.mayDrop(id, place);
      },
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop({ source }) {
        setOver(false);
        const id = stepIdOf(source.data);
        if (id !== null) newest.current.onDrop(id, place);
      },
    });
  }, [element, list, index]);
  return isOver;
}
