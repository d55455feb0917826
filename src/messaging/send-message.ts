import type { Context } from '../context.js';
import type { Message } from '../generated/prisma/client.js';
import { type NewMessage, sendInto } from './send-into.js';

export async function sendMessage(context: Context, input: NewMessage): Promise<{ message: Message }> {
  return { message: await sendInto(context, 'sendMessage', input) };
}
