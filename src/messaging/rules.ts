import { z } from 'zod';

/** Code points, as people who type count them: an emoji of one code point is one. */
export const lengthOf = (text: string) => [...text].length;

const line = z
  .string()
  .trim()
  .max(200, 'At most 200 characters.')
  .refine((value) => !/\p{Cc}/u.test(value), 'It holds a character that is not allowed.');

export const largestBatch = 100;
export const largestGroup = 500;

const people = z.array(z.unknown()).max(largestBatch, `At most ${largestBatch} people at once.`);

export const longestMessage = 5_000;

const shown = z
  .string()
  .trim()
  // Text that the database cannot hold, or that no screen can show.
  .refine((text) => !/[\0\p{Cs}]/u.test(text), 'It holds a character that is not allowed.');

const messageText = shown.refine(
  (text) => text.length <= longestMessage || lengthOf(text) <= longestMessage,
  'At most 5,000 characters. Send the rest as another message.',
);

export const messageBody = messageText.refine((text) => text !== '', 'Write something.');

const newMessage = z.object({
  body: messageText,
  attachmentIds: z.array(z.unknown()).max(10, 'At most 10 files at once.').nullish(),
  mentionIds: z.array(z.unknown()).max(50, 'At most 50 people at once.').nullish(),
  clientMessageId: z.string().min(1, 'Use 1 to 100 characters.').max(100, 'Use 1 to 100 characters.').nullish(),
});

/** A file says something too: a voice message has no text. */
export const newMessageRules = newMessage.refine(({ body, attachmentIds }) => body !== '' || attachmentIds?.length, {
  path: ['body'],
  message: 'Write something.',
});
export const forwardingRules = newMessage.pick({ clientMessageId: true });

export const messageChangeRules = z.object({ body: messageBody });
export const noteRules = z.object({ body: messageBody });

const segments = new Intl.Segmenter();

export const reactionRules = z.object({
  emoji: z
    .string()
    .trim()
    .max(40, 'One emoji is expected.')
    .refine(
      (text) =>
        /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji}\uFE0F?\u20E3/u.test(text) &&
        [...segments.segment(text)].length === 1,
      'One emoji is expected.',
    ),
});

const label = line.min(1, 'A label has 1 to 40 characters.').max(40, 'A label has 1 to 40 characters.');
export const labelRules = z.object({
  labels: z
    .array(label)
    .max(20, 'At most 20 labels.')
    .transform((labels) => [...new Set(labels)].sort()),
});

export const cannedReplyRules = z.object({
  title: line.min(1, 'A title is needed.'),
  body: messageBody,
  keyword: line.nullish(),
});

export const newConversationRules = z.object({ subject: line.nullish(), participantIds: people.nullish() });
export const conversationChangeRules = z.object({ subject: line.nullish() });
export const newParticipantRules = z.object({ userIds: people.min(1, 'Whom?') });
