import { mergeAttributes, Node } from '@tiptap/core';
import { expressionLabel } from './piped-expression.ts';

/** A `{{ … }}` as one piece of a text: a chip that is selected, moved and deleted as a whole. */
export const FieldNode = Node.create({
  name: 'field',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  addAttributes: () => ({
    expression: {
      default: '',
      parseHTML: (element: HTMLElement) => element.getAttribute('data-field') ?? '',
      renderHTML: ({ expression }: Record<string, unknown>) => ({ 'data-field': expression }),
    },
  }),
  parseHTML: () => [{ tag: 'span[data-field]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'span',
    mergeAttributes(HTMLAttributes),
    expressionLabel(String(node.attrs.expression)),
  ],
  renderText: ({ node }) => `{{${String(node.attrs.expression)}}}`,
});
