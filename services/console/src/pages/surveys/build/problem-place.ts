import { elementsOf, type Json, pagesOf, textOf } from './survey-document.ts';

/** Where in the editor the JSON Pointer of a mistake leads. */
export function selectionOf(place: string, definition: Json): { tab: 'build' | 'flow'; element: string | null } {
  const [, root, pages, page, , index] = place.split('/');
  if (root === 'flow') return { tab: 'flow', element: null };
  if (pages === undefined) return { tab: 'build', element: null };
  if (pages !== 'pages') return { tab: 'build', element: 'texts' };
  const element = elementsOf(pagesOf(definition)[Number(page)])[Number(index)];
  return { tab: 'build', element: element === undefined ? null : textOf(element.name) };
}
