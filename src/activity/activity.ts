import { encodeGlobalID } from '@pothos/plugin-relay';
import { ActivityKind as Kinds } from '../generated/prisma/enums.js';
import { builder } from '../schema/builder.js';

export const ActivityKind = builder.enumType('ActivityKind', {
  description: 'What kind of activity.',
  values: {
    [Kinds.SIGN_IN]: { description: 'Somebody signed in.' },
    [Kinds.ACTION]: { description: 'Somebody changed something.' },
    [Kinds.INTERACTION]: { description: 'Somebody looked at something, as their client says.' },
  },
});

export const Activity = builder.prismaObject('Activity', {
  description: 'What somebody has done lately. Kept for a while: what has to be kept is in the audit trail.',
  fields: (t) => ({
    id: t.field({ type: 'ID', description: 'The same each time.', select: { id: true }, resolve: ({ id }) => id }),
    kind: t.expose('kind', { type: ActivityKind, description: 'What kind.' }),
    user: t.relation('user', { description: 'Who.' }),
    property: t.relation('property', { nullable: true, description: 'Where. Null for sign-ins, and on the platform.' }),
    action: t.exposeString('action', { description: 'What: a mutation, or what the client calls it.' }),
    nodeType: t.exposeString('nodeType', { nullable: true, description: 'With what: the name of its type.' }),
    nodeId: t.id({
      nullable: true,
      description: 'With what: its global id. It may be gone.',
      select: { nodeType: true, nodeId: true },
      resolve: ({ nodeType, nodeId }) =>
        nodeType === null || nodeId === null ? null : encodeGlobalID(nodeType, nodeId),
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
  }),
});
