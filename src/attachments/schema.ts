import type { Context } from '../context.js';
import { Conversation } from '../messaging/conversation.js';
import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { Attachment } from './attachment.js';
import { completeUpload } from './complete-upload.js';
import { uploadMinutes } from './links.js';
import { requestUpload } from './request-upload.js';
import { uploadRules } from './rules.js';

const Upload = builder.objectRef<{ id: string; userId: string; createdAt: Date }>('Upload').implement({
  description: 'Where the bytes of a file go.',
  fields: (t) => ({
    url: t.string({
      description:
        'Send the bytes there with HTTP PUT, as the whole body, without a token. Relative to the origin of this API. Good for one file.',
      resolve: ({ id, userId, createdAt }, _args, { app }) =>
        app.links.pathOf({ purpose: 'UPLOAD', attachmentId: id, userId, expiresAt: linkEnd(createdAt) }),
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'Until when the bytes have to be on their way.',
      resolve: ({ createdAt }) => linkEnd(createdAt),
    }),
  }),
});

const linkEnd = (createdAt: Date) => new Date(createdAt.getTime() + uploadMinutes * 60_000);

mutation('requestUpload', {
  description:
    'Begins the upload of a file for a message: send its bytes to `upload.url`, then call `completeUpload`, then name it in `sendMessage`. Taken are JPEG, PNG, WebP, GIF, MP3, MP4, AAC, Ogg, WAV, WebM and PDF, by their content.',
  idempotent: true,
  rules: uploadRules,
  input: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'Where it will be sent.' }),
    name: t.string({ required: true, description: 'What people call it: 1 to 200 characters.' }),
    bytes: t.int({ required: true, description: 'How many bytes it has. At most 10,000,000 by default.' }),
    isVoice: t.boolean({ description: 'Whether it is a voice message: then it has to be sound.' }),
    durationMs: t.int({ description: 'How long it takes to hear or see, in milliseconds.' }),
  }),
  run: (context, { conversationId, isVoice, ...input }) =>
    requestUpload(context, { ...input, isVoice: isVoice === true, conversationId: conversationId.id }),
  payload: (t) => ({
    attachment: t.prismaField({
      type: Attachment,
      nullable: true,
      description: 'The attachment, still without its bytes.',
      resolve: (query, { answer }, _args, context) => own(context, answer, query),
    }),
    upload: t.field({
      type: Upload,
      nullable: true,
      description: 'Where its bytes go.',
      async resolve({ answer }, _args, context) {
        const found = await own(context, answer, {});
        return found?.uploaderId == null ? null : { ...found, userId: found.uploaderId };
      },
    }),
  }),
});

mutation('completeUpload', {
  description:
    'Says that the bytes of an upload have been sent. It answers what the file is; from here on it can be sent.',
  idempotent: true,
  input: (t) => ({ id: t.globalID({ for: Attachment, required: true, description: 'Which attachment.' }) }),
  run: (context, { id }) => completeUpload(context, id.id),
  payload: (t) => ({
    attachment: t.prismaField({
      type: Attachment,
      nullable: true,
      description: 'The attachment as it is now.',
      resolve: (query, { answer }, _args, context) => own(context, answer, query),
    }),
  }),
});

const own = async ({ app }: Context, answer: { attachmentId: string } | null, query: object) =>
  answer === null
    ? null
    : app.database.prisma.attachment.findUnique({
        ...query,
        where: { id: answer.attachmentId, state: { not: 'REMOVED' } },
      });
