import { done, type Somebody } from '../messaging/people.js';
import type { RunningApp } from '../support/app.js';

export interface Begun {
  attachment: { id: string };
  upload: { url: string; expiresAt: string };
}

export const begun = async (
  running: RunningApp,
  who: Somebody,
  conversationId: string,
  bytes: number,
  more: object = {},
): Promise<Begun> =>
  done(
    running,
    who,
    'requestUpload',
    { conversationId, name: 'photo.jpg', bytes, ...more },
    'attachment { id } upload { url expiresAt }',
  );

export const put = (
  running: RunningApp,
  url: string,
  body: Uint8Array | string,
  headers: Record<string, string> = {},
) => fetch(`${running.url}${url}`, { method: 'PUT', body: body as BodyInit, headers });

const fields = 'id name kind contentType bytes width height durationMs viewerUrl viewerPreviewUrl';

/** The attachment, ready to be sent. */
export async function uploaded(
  running: RunningApp,
  who: Somebody,
  conversationId: string,
  contents: Buffer,
  more: object = {},
) {
  const { attachment, upload } = await begun(running, who, conversationId, contents.length, more);
  const answer = await put(running, upload.url, contents);
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await done(running, who, 'completeUpload', { id: attachment.id }, `attachment { ${fields} }`)).attachment;
}

/** The files of a message, as somebody sees them. */
export const filesOf = async (running: RunningApp, who: Somebody, id: string) =>
  (
    await running.ask(
      `query ($id: ID!) { node(id: $id) { ... on Message { attachments { ${fields} } } } }`,
      { id },
      who.token,
    )
  ).data.node?.attachments;

export const read = (running: RunningApp, url: string, headers: Record<string, string> = {}) =>
  fetch(`${running.url}${url}`, { headers });
