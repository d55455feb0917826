import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { authorizeDashboard } from './authorize-dashboard.js';
import { Dashboard } from './dashboard.js';
import { readDashboard } from './read-dashboard.js';
import './dashboard-updates.js';
import './metric-series.js';

builder.queryField('dashboard', (t) =>
  t.field({
    type: Dashboard,
    description:
      'How a property stands today, for those who work there; without a property the whole platform, for platform admins.',
    complexity: 20,
    args: {
      propertyId: t.arg.globalID({ for: Property, description: 'Which property. All of them when it is left out.' }),
    },
    resolve: (_root, { propertyId }, { actor, app }) => {
      const id = propertyId?.id ?? null;
      authorizeDashboard(actor, 'dashboard', id);
      return readDashboard(app.database, id);
    },
  }),
);
