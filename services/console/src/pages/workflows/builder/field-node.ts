import { mergeAttributes, Node } from '@tiptap/core';
import type { ChipWords } from '../../../components/chip-words.ts';
import { expressionLabel } from '../../../components/piped-expression.ts';

interface FieldOptions {
  words(expression: string): ChipWords;
}

/** A `{{ … }}` as one piece of a text: a chip that is selected, moved and deleted as a whole. */
export const FieldNode = Node.create<FieldOptions>({
  name: 'field',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  addOptions: () => ({ words: (expression) => ({ label: expressionLabel(expression), note: '' }) }),
  addAttributes: () => ({
    expression: {
      default: '',
      parseHTML: (element: HTMLElement) => element.getAttribute('data-field') ?? '',
      renderHTML: ({ expression }: Record<string, unknown>) => ({ 'data-field': expression }),
    },
  }),
  parseHTML: () => [{ tag: 'span[data-field]' }],
  renderHTML({ node, HTMLAttributes }) {
    const expression = String(node.attrs.expression);
    const { label, note } = this.options.words(expression);
    const about = { title: `{{${expression}}}`, ...(note === '' ? {} : { 'data-note': note }) };
    return ['span', mergeAttributes(HTMLAttributes, about), label];
  },
  renderText: ({ node }) => `{{${String(node.attrs.expression)}}}`,
});
