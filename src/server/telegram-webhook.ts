import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Update } from 'grammy/types';
import { z } from 'zod';
import type { App } from '../app.js';
import { BodyRefused, readBody } from './body.js';

export const telegramWebhook = '/webhooks/telegram';

/**
 * What Telegram sends for the bot. 200 says that it need not send it again: it was done, was done before, or is nothing
 * for us. Who does not know the secret learns nothing, and nothing of theirs is read.
 */
export async function answerTelegram(
  { config, telegram }: Pick<App, 'config' | 'telegram'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<{ status: number; error?: string }> {
  const { secret } = config.telegram;
  if (telegram === undefined || secret === undefined) return { status: 404, error: 'There is no bot here.' };
  if (request.method !== 'POST') return { status: 405, error: 'Only POST here.' };
  try {
    if (!equal(request.headers['x-telegram-bot-api-secret-token'], secret)) {
      response.setHeader('connection', 'close');
      return { status: 401, error: 'The secret is not that of the webhook.' };
    }
    const update = updateIn(await readBody(request, config.limits.LIMIT_BODY_BYTES));
    if (update === undefined) return { status: 400, error: 'This is no update.' };
    await telegram.receive(update);
    return { status: 200 };
  } catch (error) {
    if (!(error instanceof BodyRefused)) throw error;
    response.setHeader('connection', 'close');
    return { status: error.status, error: error.message };
  }
}

/** Takes as long whatever is given, its length included. */
function equal(given: unknown, wanted: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(typeof given === 'string' ? given : ''), hash(wanted));
}

// The rest of it is read where it is asked for, by grammy.
const anUpdate = z.looseObject({ update_id: z.int().nonnegative() });

function updateIn(body: Buffer): Update | undefined {
  try {
    return anUpdate.parse(JSON.parse(body.toString())) as Update;
  } catch {
    return undefined;
  }
}
