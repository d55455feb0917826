import { auditOrigin } from '../audit/audit-origin.js';
import { actorOf, type Context } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import type { PlatformRole } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { propertiesExist } from '../properties/known-properties.js';
import { append } from '../realtime/append.js';
import type { NewEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';
import type { JsonValue } from '../schema/builder.js';
import { write } from '../schema/write.js';
import { eventTriggered } from './events.js';
import { sendBroadcast } from './send-broadcast.js';

export interface TriggerEvent {
  name: string;
  data: JsonValue;
  userIds: readonly string[];
  propertyIds: readonly string[];
  /** Everybody who has one of them on the platform. */
  roles: readonly PlatformRole[];
  exceptUserIds: readonly string[];
}

/** Whom it names has it with the answer. Roles can be many people: they have it a little later, each once. */
export async function triggerEvent(context: Context, input: TriggerEvent): Promise<{ eventId: string }> {
  authorize(context.actor, 'triggerEvent');
  const actor = actorOf(context);
  for (const propertyId of input.propertyIds) authorize(actor, 'triggerEvent', { propertyId });
  const toPeople = input.userIds.length > 0 || input.roles.length > 0;
  if (toPeople && actor.kind === 'serviceKey' && actor.propertyId !== null)
    throw new Refusal('NOT_ALLOWED', { message: 'A key of one property tells those who work there, and nobody else.' });
  await mustExist(context, input);
  const excepted = new Set(input.exceptUserIds);
  const event = eventTriggered(actor, { name: input.name, data: input.data }, [
    ...input.userIds.filter((id) => !excepted.has(id)).map(streamOf.user),
    ...input.propertyIds.map(streamOf.property),
  ]);
  // Nothing else is written with it: then many share a statement.
  if (input.roles.length > 0 || context.claim !== undefined) return writeWith(context, event, input);
  const origin = auditOrigin(context);
  await context.app.realtime.appendAlone({ ...event, ...(origin !== undefined && { origin }) });
  return { eventId: event.id };
}

function writeWith(
  context: Context,
  event: NewEvent,
  { roles, userIds, exceptUserIds }: TriggerEvent,
): Promise<{ eventId: string }> {
  return write(context, async (tx) => {
    append(tx, event);
    const answer = { eventId: event.id };
    if (roles.length === 0) return answer;
    await tx.broadcast.create({
      data: {
        id: event.id,
        actor: event.actor,
        payload: event.payload as object,
        roles: [...roles],
        // Who is named has it already.
        exceptIds: [...exceptUserIds, ...userIds],
      },
    });
    await context.app.jobs.enqueue(tx, sendBroadcast, { broadcastId: event.id });
    return answer;
  });
}

async function mustExist({ app: { database } }: Context, { userIds, propertyIds }: TriggerEvent): Promise<void> {
  const [users, properties] = await Promise.all([
    userIds.length === 0 ? 0 : database.prisma.user.count({ where: { id: { in: [...userIds] } } }),
    propertiesExist(database, propertyIds),
  ]);
  if (users < new Set(userIds).size || !properties) throw new Fault('NOT_FOUND');
}
