import { escapeHtml } from '@canvass/domain';

export interface FramedEmail {
  html: string;
  /** The part of it that a person reads, also HTML: the plain text is made from this, without the frame around it. */
  readable: string;
}

interface EmailFrame {
  /** What the author wrote, rendered. */
  message: string;
  subject: string;
  optOutLink: string;
  language: string | null;
}

const footers: Readonly<Record<string, { sentence: string; link: string }>> = {
  en: { sentence: 'You no longer want to be asked?', link: 'Unsubscribe' },
  fr: { sentence: 'Vous ne souhaitez plus être sollicité ?', link: 'Se désabonner' },
  de: { sentence: 'Sie möchten nicht mehr gefragt werden?', link: 'Abmelden' },
  es: { sentence: '¿No quiere recibir más encuestas?', link: 'Darse de baja' },
};

/**
 * The whole HTML of an e-mail: a message of paragraphs gets a plain, readable frame; one that is a document already keeps
 * its own. The opt-out link is always in it: at the foot, unless the author placed it.
 */
export function frameEmail({ message, subject, optOutLink, language }: EmailFrame): FramedEmail {
  const code = language?.slice(0, 2).toLowerCase() ?? 'en';
  const words = footers[code] ?? footers.en;
  const footer =
    words === undefined || message.includes(optOutLink)
      ? ''
      : `<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #e2e8f0;font-size:13px;line-height:20px;color:#64748b">${words.sentence} <a href="${escapeHtml(optOutLink)}" style="color:#64748b">${words.link}</a></p>`;
  if (/<html[\s>]/i.test(message)) {
    const html = withFooter(message, footer);
    return { html, readable: html };
  }
  const readable = `${message}\n${footer}`;
  const html = `<!doctype html>
<html lang="${escapeHtml(language ?? 'en')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#f1f5f9">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f1f5f9">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:#ffffff;border-radius:8px">
<tr><td style="padding:32px;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;color:#0f172a">
${readable}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>`;
  return { html, readable };
}

function withFooter(document: string, footer: string): string {
  const end = document.toLowerCase().lastIndexOf('</body>');
  return end === -1 ? document + footer : `${document.slice(0, end)}${footer}${document.slice(end)}`;
}
