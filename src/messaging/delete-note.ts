import { type Context, userOf } from '../context.js';
import { Fault } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { lockConversation } from './conversation-access.js';
import { noteDeleted } from './note-events.js';

/** Its text is gone, its number stays. Deleting twice does nothing. */
export async function deleteNote(context: Context, noteId: string): Promise<{ noteId: string }> {
  const me = userOf(context);
  return write(context, async (tx) => {
    const note = await tx.note.findUnique({ where: { id: noteId }, select: { conversationId: true, sequence: true } });
    if (note === null) throw new Fault('NOT_FOUND');
    const { conversationId, sequence } = note;
    authorize(me, 'deleteNote', (await lockConversation(tx, me, conversationId)).about);
    const { count } = await tx.note.updateMany({
      where: { id: noteId, deletedAt: null },
      data: { body: '', deletedAt: new Date() },
    });
    if (count > 0) append(tx, noteDeleted(me, { conversationId, noteId, sequence }));
    return { noteId };
  });
}
