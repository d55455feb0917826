import { type Language, type TextKey, textOf } from '../catalog/catalog.js';
import { filled, namesIn, type Values } from '../catalog/text.js';
import { canUnsubscribe } from '../unsubscribe-links.js';

/** A mail with `{name}` for what it leaves open, besides the values of its text: `{link}`, `{unsubscribe}`. */
export interface Template {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What the catalog makes of it, as long as nobody wrote another one. */
export function templateOf(key: TextKey, language: Language): Template {
  const { title, body, action } = textOf(key, language);
  const footer = textOf('mail.footer', language);
  const button = action ?? footer.action ?? '';
  const because = key === 'member.invited' ? '' : footer.body;
  const stop = canUnsubscribe(key) ? textOf('mail.unsubscribe', language).action : undefined;
  return {
    subject: title,
    text: [
      title,
      body,
      '{link}',
      `-- \n${footer.title}\n${because}${stop === undefined ? '' : `\n${stop}: {unsubscribe}`}`.trimEnd(),
    ].join('\n\n'),
    html: layout({
      language,
      title,
      body,
      button,
      footer: `${footer.title}<br>${because}${stop === undefined ? '' : ` <a href="{unsubscribe}" style="color:#4b5563">${stop}</a>`}`,
    }),
  };
}

/** Tables and styles in place: what mail programs understand. It loads nothing from anywhere. */
const layout = (of: {
  language: string;
  title: string;
  body: string;
  button: string;
  footer: string;
}) => `<!doctype html>
<html lang="${of.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${of.title}</title></head>
<body style="margin:0;padding:24px;background:#f3f4f6;font-family:'Segoe UI',Roboto,Helvetica,Arial,'Apple SD Gothic Neo','Malgun Gothic',sans-serif;color:#111827">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" width="560" cellpadding="0" cellspacing="0" style="max-width:100%;background:#ffffff;border-radius:8px">
<tr><td style="padding:32px">
<h1 style="margin:0 0 16px;font-size:20px;line-height:28px">${of.title}</h1>
<p style="margin:0 0 24px;font-size:16px;line-height:24px">${of.body}</p>
<a href="{link}" style="display:inline-block;padding:10px 20px;border-radius:6px;background:#0f5bb5;color:#ffffff;font-size:16px;text-decoration:none">${of.button}</a>
</td></tr>
<tr><td style="padding:0 32px 32px;font-size:13px;line-height:20px;color:#4b5563">${of.footer}</td></tr>
</table></td></tr></table>
</body>
</html>`;

/** The names that a mail of this text may use. */
export function namesFor(key: TextKey): string[] {
  const { title, body } = textOf(key, 'en');
  return [...new Set([...namesIn(title), ...namesIn(body), 'link', ...(canUnsubscribe(key) ? ['unsubscribe'] : [])])];
}

/** The names in it that nothing will stand for. */
export function unknownNames(key: TextKey, template: Template): string[] {
  const known = new Set(namesFor(key));
  return [...new Set(namesIn(`${template.subject} ${template.html} ${template.text}`))].filter(
    (name) => !known.has(name),
  );
}

export interface Mail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Values are text: in the HTML they are escaped, and a subject is one line. */
export const mailOf = (template: Template, values: Values, language: Language): Mail => ({
  subject: filled(template.subject, values, language).replaceAll(/\s+/g, ' ').trim(),
  html: filled(template.html, values, language, escapeHtml),
  text: filled(template.text, values, language),
});

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

/** Values to look at a mail with. */
export const exampleValues = (names: readonly string[]): Values =>
  Object.fromEntries(names.map((name) => [name, examples[name] ?? name]));

const examples: Values = {
  code: 'K7QM-42XD',
  offering: 'River double',
  property: 'Riverside Hotel',
  from: { slot: '2026-05-01' },
  actor: 'Sofia Lindqvist',
  provider: 'Minh Tran',
  link: 'https://desk.example/console',
  unsubscribe: 'https://desk.example/unsubscribe/…',
};
