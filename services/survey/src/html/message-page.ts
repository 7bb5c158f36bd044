import { directionOf } from '../survey/language.ts';
import type { Message } from '../words/words.ts';
import { writeDocument } from './document.ts';
import { attributes, type Content, Html, html } from './html.ts';

const icons = {
  done: new Html('<path d="M5 12.5l4.5 4.5L19 7.5"/>'),
  info: new Html('<path d="M12 11v6"/><path d="M12 7h.01"/>'),
  letter: new Html('<rect x="4" y="6" width="16" height="12" rx="2"/><path d="M4.5 7.5L12 13l7.5-5.5"/>'),
} as const;

export interface MessagePage {
  language: string;
  icon: keyof typeof icons;
  message: Message;
  /** In place of title and text: the title then only names the page. */
  body?: Content;
  /** What can be done, if anything. */
  action?: Content;
  banner?: Content;
}

/** A page that says one thing plainly. */
export function messagePage({ language, icon, message, body = null, action = null, banner = null }: MessagePage): Html {
  const badge = html`<span class="badge${icon === 'info' ? ' quiet' : ''}" aria-hidden="true"><svg width="28" height="28" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${icons[icon]}</svg></span>`;
  return writeDocument({
    language,
    direction: directionOf(language),
    title: message.title,
    banner,
    layout: 'message',
    main: html`${badge}<h1${attributes({ class: body === null ? null : 'unseen' })}>${message.title}</h1>${body ?? html`<p class="lead">${message.text}</p>`}${action}`,
  });
}
