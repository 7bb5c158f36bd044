import { createHash } from 'node:crypto';
import type { Response } from 'express';
import type { Html } from './html.ts';
import { script } from './script.ts';
import { styles } from './styles.ts';

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

const policy = [
  "default-src 'none'",
  `style-src ${hashOf(styles)}`,
  `script-src ${hashOf(script)}`,
  'img-src https: data:',
  "form-action 'self'",
  "base-uri 'none'",
].join('; ');

/** Who may show the page in a frame: nobody for a respondent's page, the console for a preview. */
export type FrameAncestors = "'none'" | "'self'" | `'self' ${string}`;

/**
 * Headers of every page: nothing but the page's own style and script runs, its address (which holds a token) is told to
 * nobody, and no one keeps or indexes it.
 */
export function setPageHeaders(response: Response, frameAncestors: FrameAncestors = "'none'"): void {
  response.set({
    'Content-Security-Policy': `${policy}; frame-ancestors ${frameAncestors}`,
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    Vary: 'Accept-Language',
  });
  if (frameAncestors === "'none'") response.set('X-Frame-Options', 'DENY');
  else response.removeHeader('X-Frame-Options'); // it can't name an origin
}

export function sendPage(response: Response, status: number, page: Html): void {
  response.status(status).type('html').send(page.markup);
}
