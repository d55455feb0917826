import type { PropertyStatus } from '../generated/prisma/enums.js';
import { defineRule } from '../notifications/rule.js';
import { memberInvited, memberRoleChanged, propertyStatusChanged } from './events.js';
import { membersOf } from './members-of.js';

const textOf = {
  ACTIVE: 'property.opened',
  PAUSED: 'property.paused',
  MAINTENANCE: 'property.maintenance',
  ARCHIVED: 'property.archived',
} as const satisfies Record<PropertyStatus, string>;

export const propertyRules = [
  defineRule(propertyStatusChanged, {
    async run(tx, { payload: { propertyId, to } }, say) {
      const property = await tx.property.findUniqueOrThrow({ where: { id: propertyId }, select: { name: true } });
      say({
        to: await membersOf(tx, propertyId),
        type: 'PROPERTY',
        priority: 'MEDIUM',
        text: textOf[to],
        values: { property: property.name },
        subject: { type: 'Property', id: propertyId },
        propertyId,
      });
    },
  }),
  defineRule(memberRoleChanged, {
    async run(tx, { payload: { propertyId, userId } }, say) {
      const property = await tx.property.findUniqueOrThrow({ where: { id: propertyId }, select: { name: true } });
      say({
        to: [userId],
        type: 'PROPERTY',
        priority: 'HIGH',
        text: 'member.roleChanged',
        values: { property: property.name },
        subject: { type: 'Property', id: propertyId },
        propertyId,
      });
    },
  }),
  defineRule(memberInvited, {
    run: async (_tx, { payload }, _say, { invite }) => invite(payload.invitationId),
  }),
];
