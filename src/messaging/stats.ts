import { actorOf } from '../context.js';
import { Fault } from '../errors.js';
import { authorizeRead } from '../policy/authorize.js';
import { Property } from '../properties/property.js';
import { visibleProperties } from '../properties/visible.js';
import { builder } from '../schema/builder.js';
import { type MessagingNumbers, messagingNumbers } from './messaging-numbers.js';

const MessagingStats = builder.objectRef<MessagingNumbers>('MessagingStats').implement({
  description: 'How much is written to a property, and how soon it answers.',
  fields: (t) => ({
    conversationsStarted: t.exposeInt('conversationsStarted', {
      description: 'Conversations that began in that time.',
    }),
    guestMessages: t.exposeInt('guestMessages', { description: 'Messages of guests in that time.' }),
    staffMessages: t.exposeInt('staffMessages', { description: 'Messages of those who work there, in that time.' }),
    otherMessages: t.exposeInt('otherMessages', { description: 'Messages of programs and by rule, in that time.' }),
    answers: t.exposeInt('answers', { description: 'How often a guest who waited in that time was answered.' }),
    averageResponseSeconds: t.exposeFloat('averageResponseSeconds', {
      nullable: true,
      description: 'How long they waited on average. Null when nobody was answered.',
    }),
    medianResponseSeconds: t.exposeFloat('medianResponseSeconds', {
      nullable: true,
      description: 'How long half of them waited at most. Null when nobody was answered.',
    }),
    openConversations: t.exposeInt('openConversations', { description: 'Conversations that are active now.' }),
    unreadConversations: t.exposeInt('unreadConversations', {
      description: 'Conversations that are active now, with something that nobody of the property has read.',
    }),
  }),
});

const longestDays = 366;

builder.queryField('messagingStats', (t) =>
  t.field({
    type: MessagingStats,
    description: 'Numbers about the conversations of a property with its guests, for those who work there.',
    complexity: 50,
    args: {
      propertyId: t.arg.globalID({ for: Property, required: true, description: 'Of which property.' }),
      from: t.arg({ type: 'DateTime', required: true, description: 'From when.' }),
      to: t.arg({ type: 'DateTime', required: true, description: `Until when: at most ${longestDays} days later.` }),
    },
    async resolve(_root, { propertyId: { id }, from, to }, context) {
      const actor = actorOf(context);
      const { database } = context.app;
      const where = { id, AND: [visibleProperties(actor)] };
      if ((await database.prisma.property.count({ where })) === 0) throw new Fault('NOT_FOUND');
      authorizeRead(actor, 'messagingStats', { propertyId: id });
      const days = (to.getTime() - from.getTime()) / 86_400_000;
      if (days <= 0 || days > longestDays)
        throw new Fault('BAD_USER_INPUT', `\`to\` comes after \`from\`, by ${longestDays} days at most.`);
      return messagingNumbers(database, id, from, to);
    },
  }),
);
