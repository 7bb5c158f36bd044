import { escapeHtml } from '@canvass/domain';

interface EmailFrame {
  /** What the author wrote, rendered: as HTML, and as the plain text that says the same. */
  message: { html: string; text: string };
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
 * The whole of an e-mail: a message of paragraphs gets a plain, readable frame; one that is a document already keeps
 * its own. The opt-out link is always in it: at the foot, unless the author placed it.
 */
export function frameEmail({ message, subject, optOutLink, language }: EmailFrame): { html: string; text: string } {
  const code = language?.slice(0, 2).toLowerCase() ?? 'en';
  const words = message.html.includes(optOutLink) ? undefined : (footers[code] ?? footers.en);
  const text = words === undefined ? message.text : `${message.text}\n\n${words.sentence} ${words.link} ${optOutLink}`;
  const footer =
    words === undefined
      ? ''
      : `<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #e2e8f0;font-size:13px;line-height:20px;color:#64748b">${words.sentence} <a href="${escapeHtml(optOutLink)}" style="color:#64748b">${words.link}</a></p>`;
  if (/<html[\s>]/i.test(message.html)) return { html: withFooter(message.html, footer), text };
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
${message.html}
${footer}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>`;
  return { html, text };
}

function withFooter(document: string, footer: string): string {
  const end = document.toLowerCase().lastIndexOf('</body>');
  return end === -1 ? document + footer : `${document.slice(0, end)}${footer}${document.slice(end)}`;
}
