import { Fault } from '../errors.js';
import { Property } from '../properties/property.js';
import { streamOf } from '../realtime/streams.js';
import { builder } from '../schema/builder.js';
import { whileAllowed } from '../schema/while-allowed.js';
import { authorizeDashboard } from './authorize-dashboard.js';
import { Dashboard } from './dashboard.js';

builder.subscriptionField('dashboardUpdates', (t) =>
  t.field({
    type: Dashboard,
    description:
      'The dashboard of a property, or of the whole platform: first as it is, then each time that it has changed, once a second at most. Not kept: each is complete, and the next one says all again.',
    complexity: 20,
    args: {
      propertyId: t.arg.globalID({ for: Property, description: 'Which property. All of them when it is left out.' }),
    },
    subscribe: async (_root, { propertyId }, context) => {
      const id = propertyId?.id ?? null;
      authorizeDashboard(context.actor, 'dashboardUpdates', id);
      if (id !== null && (await context.app.database.prisma.property.count({ where: { id } })) === 0)
        throw new Fault('NOT_FOUND');
      return whileAllowed(
        context,
        {
          operation: 'dashboardUpdates',
          stream: id === null ? streamOf.platform : streamOf.property(id),
          subject: async () => ({ propertyId: id }),
        },
        (signal) => context.app.boards.follow(id, signal),
      );
    },
    resolve: (snapshot) => snapshot,
  }),
);
