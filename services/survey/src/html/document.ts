import { attributes, type Content, type Html, html, Html as RawHtml } from './html.ts';
import { script } from './script.ts';
import { styles } from './styles.ts';

export interface Document {
  language: string;
  direction: 'ltr' | 'rtl';
  title: string;
  /** Above the page itself: what a preview says. */
  banner?: Content;
  main: Html;
  /** `message` = a few words and no questions. */
  layout: 'form' | 'message';
}

/** A whole page, everything in it: no other request is made for it. */
export function writeDocument({ language, direction, title, banner = null, main, layout }: Document): Html {
  return html`<!doctype html>
<html${attributes({ lang: language, dir: direction })}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new RawHtml(styles)}</style>
</head>
<body>
${banner === null ? null : html`<div class="banner">${banner}</div>`}
<main${attributes({ class: layout === 'message' ? 'message' : null })}>
${main}
</main>
<script>${new RawHtml(script)}</script>
</body>
</html>
`;
}
