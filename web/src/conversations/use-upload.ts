import { useState } from 'react';
import { useMutation } from 'urql';
import { CompleteUploadDocument, RequestUploadDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import type { Recording } from './use-recorder.js';

interface Upload {
  readonly key: string;
  readonly name: string;
  /** Null until it is there. */
  readonly id: string | null;
  readonly problem: string | null;
}

/** Files that are to go with the next message: on their way as soon as they are chosen. */
export function useUpload(conversationId: string) {
  const text = useText();
  const [all, setAll] = useState<readonly Upload[]>([]);
  const [, request] = useMutation(RequestUploadDocument);
  const [, complete] = useMutation(CompleteUploadDocument);
  const change = (key: string, to: Partial<Upload>) =>
    setAll((before) => before.map((one) => (one.key === key ? { ...one, ...to } : one)));

  async function upload(key: string, file: File, voice?: { durationMs: number }): Promise<void> {
    const { data } = await request({
      input: {
        conversationId,
        name: file.name,
        bytes: file.size,
        ...(voice !== undefined && { isVoice: true, durationMs: voice.durationMs }),
      },
    });
    const { attachment, upload: link, userErrors } = data?.requestUpload ?? {};
    if (attachment == null || link == null) return change(key, { problem: userErrors?.[0]?.message ?? text.offline });
    const sent = await fetch(link.url, { method: 'PUT', body: file }).catch(() => null);
    if (sent === null) return change(key, { problem: text.offline });
    if (sent.status === 415) return change(key, { problem: text.conversations.wrongType });
    if (!sent.ok) return change(key, { problem: text.failed });
    const done = await complete({ input: { id: attachment.id } });
    const refused = done.data?.completeUpload.userErrors[0]?.message ?? (done.error && text.failed);
    change(key, refused === undefined ? { id: attachment.id } : { problem: refused });
  }

  function begin(file: File, name: string, voice?: { durationMs: number }) {
    const key = crypto.randomUUID();
    setAll((before) => [...before, { key, name, id: null, problem: null }]);
    void upload(key, file, voice);
  }

  return {
    all,
    ready: all.flatMap(({ id, name }) => (id === null ? [] : [{ id, name }])),
    busy: all.some(({ id, problem }) => id === null && problem === null),
    add(files: readonly File[]) {
      for (const file of files.slice(0, 10 - all.length)) begin(file, file.name);
    },
    addVoice({ file, durationMs }: Recording) {
      if (all.length < 10) begin(file, text.conversations.voiceMessage, { durationMs });
    },
    drop: (key: string) => setAll((before) => before.filter((one) => one.key !== key)),
    clear: () => setAll([]),
  };
}
