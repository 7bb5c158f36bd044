import type { LinkProps } from '@tanstack/react-router';
import type { Tone } from '../../theme/tones.ts';

export type SearchGroup =
  | 'recent'
  | 'run'
  | 'delivery'
  | 'contact'
  | 'workflow'
  | 'survey'
  | 'event-source'
  | 'mailing-list'
  | 'place'
  | 'action';

/** What can be chosen: it leads somewhere or does something. */
export interface SearchItem {
  readonly key: string;
  readonly group: SearchGroup;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly status?: { readonly tone: Tone; readonly word: string } | undefined;
  readonly chosen: { readonly go: Pick<LinkProps, 'to' | 'params' | 'search'> } | { readonly act: () => void };
}
