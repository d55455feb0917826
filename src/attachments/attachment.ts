import { AttachmentKind as Kinds } from '../generated/prisma/enums.js';
import { Message } from '../messaging/message.js';
import { builder } from '../schema/builder.js';
import { type Grant, readableUntil } from './links.js';
import { visibleAttachments } from './visible.js';

const AttachmentKind = builder.enumType('AttachmentKind', {
  description: 'What a file is, by its content.',
  values: {
    [Kinds.IMAGE]: { description: 'A picture: JPEG, PNG, WebP or GIF.' },
    [Kinds.VOICE]: { description: 'A voice message.' },
    [Kinds.AUDIO]: { description: 'Sound: MP3, MP4, AAC, Ogg or WAV.' },
    [Kinds.VIDEO]: { description: 'A film: MP4 or WebM.' },
    [Kinds.DOCUMENT]: { description: 'A PDF.' },
  },
});

export const Attachment = builder.prismaNode('Attachment', {
  id: { field: 'id', description: 'The global id.' },
  description:
    'A file of a message. Pictures are drawn anew: what else a file of one held, such as the place, is gone.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleAttachments(actor)] }),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What who sent it calls it. Text, not a path.' }),
    kind: t.expose('kind', {
      type: AttachmentKind,
      nullable: true,
      description: 'What it is. Null until its bytes are there.',
    }),
    contentType: t.exposeString('contentType', {
      nullable: true,
      description: 'As which it is served. Null until its bytes are there.',
    }),
    bytes: t.exposeInt('bytes', { description: 'How many bytes it has; until they are there, how many are expected.' }),
    width: t.exposeInt('width', { nullable: true, description: 'Of a picture, in pixels.' }),
    height: t.exposeInt('height', { nullable: true, description: 'Of a picture, in pixels.' }),
    durationMs: t.exposeInt('durationMs', {
      nullable: true,
      description: 'How long it takes to hear or see, in milliseconds, as who sent it says.',
    }),
    viewerUrl: t.string({
      nullable: true,
      description:
        'Where I can read it for 10 to 20 minutes, relative to the origin of this API; it takes ranges. For me alone, and for as long as I may see the message. Null until its bytes are there.',
      resolve: ({ id, kind }, _args, context) => (kind === null ? null : linkTo(id, 'ORIGINAL', context)),
    }),
    viewerPreviewUrl: t.string({
      nullable: true,
      description: 'The same for a small picture of it (WebP, at most 480 pixels a side). Null when it is no picture.',
      resolve: ({ id, kind }, _args, context) => (kind === 'IMAGE' ? linkTo(id, 'PREVIEW', context) : null),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When its upload began.' }),
  }),
});

builder.prismaObjectField(Message, 'attachments', (t) =>
  t.relation('attachments', {
    type: Attachment,
    description: 'Its files, in their order. None once it is deleted.',
    query: { where: { state: 'READY' }, orderBy: { position: 'asc' } },
  }),
);

function linkTo(
  attachmentId: string,
  purpose: Grant['purpose'],
  { actor, app }: typeof builder.$inferSchemaTypes.Context,
): string | null {
  if (actor?.kind !== 'user') return null;
  return app.links.pathOf({ purpose, attachmentId, userId: actor.id, expiresAt: readableUntil() });
}
