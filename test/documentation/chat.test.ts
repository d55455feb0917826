import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filesOf } from '../attachments/uploading.js';
import { aTalk, done, type Somebody } from '../messaging/people.js';
import { type RunningApp, startApp } from '../support/app.js';
import { snippet } from './snippets.js';

let running: RunningApp;
let guest: Somebody;
let id: string;
beforeAll(async () => {
  running = await startApp();
  ({ guest, id } = await aTalk(running));
});
afterAll(() => running.close());

async function asked(document: string, variables: object = {}) {
  const { data, errors } = await running.ask(document, variables, guest.token);
  expect(errors).toBeUndefined();
  return data;
}

it('M4, M7: the documents of docs/messaging.md list conversations, open one and send', async () => {
  const name = randomUUID();
  const send = snippet('docs/messaging.md', 'Sending', 'graphql');
  const { sendMessage } = await asked(send, { id, body: 'Is breakfast included?', name });
  expect(sendMessage).toMatchObject({ message: { clientMessageId: name }, userErrors: [] });
  const again = await asked(send, { id, body: 'Is breakfast included?', name });
  expect(again.sendMessage.message.id).toBe(sendMessage.message.id);

  const { conversations } = await asked(snippet('docs/messaging.md', 'The list', 'graphql'));
  expect(conversations.nodes[0]).toMatchObject({ id, lastMessage: { body: 'Is breakfast included?' } });
  const { conversation } = await asked(snippet('docs/messaging.md', 'A conversation', 'graphql'), { id });
  expect(conversation.messages.nodes.at(-1)).toMatchObject({ id: sendMessage.message.id });
  expect(conversation.messages.asOf).toEqual(expect.any(String));
});

it('M11: a file is uploaded and sent by the lines of docs/messaging.md', async () => {
  const code = snippet('docs/messaging.md', 'Files', 'js');
  const verb = (name: string, selection: string) => (input: object) => done(running, guest, name, input, selection);
  let sent: { message: { id: string } } | undefined;
  const given = {
    requestUpload: verb('requestUpload', 'attachment { id } upload { url }'),
    completeUpload: verb('completeUpload', 'attachment { kind }'),
    sendMessage: async (input: object) => {
      sent = await verb('sendMessage', 'message { id }')({ ...input, clientMessageId: randomUUID() });
    },
    file: new File(['%PDF-1.4\n%%EOF\n'], 'menu.pdf'),
    api: `${running.url}/graphql`,
    conversationId: id,
  };
  const run = new Function('given', `return (async ({ ${Object.keys(given).join(', ')} }) => {${code}})(given)`);
  await run(given);
  expect(await filesOf(running, guest, sent?.message.id ?? '')).toMatchObject([
    { name: 'menu.pdf', contentType: 'application/pdf' },
  ]);
});
