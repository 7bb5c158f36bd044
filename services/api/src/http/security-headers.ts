import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Content of our own origin only; a survey's preview may be shown in a frame. */
export function securityHeaders(urls: { public: string; survey: string }): RequestHandler {
  const secure = urls.public.startsWith('https:');
  return helmet({
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"], // the console's component library sets style attributes and elements
        imgSrc: ["'self'", 'data:'],
        frameSrc: ["'self'", new URL(urls.survey).origin],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
}
