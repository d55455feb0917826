import { expect, it } from 'vitest';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { overlaps } from '../bookings/desk.js';
import { keepsToTheModel } from '../bookings/model.js';
import { startPostgresql } from '../support/postgresql-server.js';
import { postgresqlPrograms } from '../support/programs.js';

const config = (url: string) =>
  readConfig({ DATABASE_URL: url, LOG_LEVEL: 'silent', DEMO: '0', NODE_ENV: 'test', PORT: '0' });

it.skipIf(postgresqlPrograms() === undefined)(
  'B7: long sequences of holds, bookings, moves, cancellations, blocks and expiries keep to the model',
  async () => {
    const server = await startPostgresql();
    try {
      await using app = await createApp(config(server.url));
      await keepsToTheModel(app, 150, 40);
      expect(await overlaps({ app })).toBe(0);
    } finally {
      await server.close();
    }
  },
);
