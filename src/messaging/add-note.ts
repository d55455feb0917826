import { type Context, userOf } from '../context.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { lockConversation } from './conversation-access.js';
import { noteAdded } from './note-events.js';

/** Nothing of the conversation changes by it: not its numbers, its version, its time nor its feed. */
export async function addNote(context: Context, input: { conversationId: string; body: string }) {
  const me = userOf(context);
  const { conversationId, body } = input;
  return write(context, async (tx) => {
    const { about } = await lockConversation(tx, me, conversationId);
    authorize(me, 'addNote', about);
    const { noteSequence: sequence } = await tx.conversation.update({
      where: { id: conversationId },
      data: { noteSequence: { increment: 1 } },
      select: { noteSequence: true },
    });
    const { id: noteId } = await tx.note.create({
      data: { conversationId, sequence, body, authorId: me.id },
      select: { id: true },
    });
    append(tx, noteAdded(me, { conversationId, noteId, sequence }));
    return { noteId };
  });
}
