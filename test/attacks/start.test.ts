import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startProgram } from '../support/program.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'frontdesk-start-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const good = { NODE_ENV: 'production', PUBLIC_URL: 'https://desk.example', AUTH_SECRET: 'x'.repeat(40) };

const refused: Record<string, { env: Record<string, string>; says: RegExp }> = {
  'no secret': { env: { AUTH_SECRET: '' }, says: /AUTH_SECRET/ },
  'the secret of development': {
    env: { AUTH_SECRET: 'frontdesk-development-secret-not-for-production' },
    says: /AUTH_SECRET/,
  },
  'a short secret': { env: { AUTH_SECRET: 'short' }, says: /AUTH_SECRET/ },
  'the demo and its public password': { env: { DEMO: '1' }, says: /DEMO/ },
  'no address of its own': { env: { PUBLIC_URL: '' }, says: /PUBLIC_URL/ },
  'a bot without the secret of its webhook': { env: { TELEGRAM_BOT_TOKEN: '1:x' }, says: /TELEGRAM_WEBHOOK_SECRET/ },
  'a short secret of the webhook': {
    env: { TELEGRAM_BOT_TOKEN: '1:x', TELEGRAM_WEBHOOK_SECRET: 'x' },
    says: /TELEGRAM_WEBHOOK_SECRET/,
  },
  'a gateway without the secret of its webhooks': {
    env: { STRIPE_SECRET_KEY: 'sk_live_x' },
    says: /STRIPE_WEBHOOK_SECRET/,
  },
  'push to anywhere': { env: { PUSH_ANYWHERE: '1' }, says: /PUSH_ANYWHERE/ },
  'an origin that is everybody': { env: { ALLOWED_ORIGINS: '*' }, says: /ALLOWED_ORIGINS/ },
  'an identity provider without an audience': {
    env: { AUTH_JWKS_URL: 'https://id.example/jwks', AUTH_ISSUER: 'https://id.example' },
    says: /AUTH_AUDIENCE/,
  },
  'a short token for the metrics': { env: { METRICS_TOKEN: 'x' }, says: /METRICS_TOKEN/ },
};

describe('attack 28: a production server does not start with what everybody knows', () => {
  it.each(Object.entries(refused))('attack 28: %s', async (_what, { env, says }) => {
    const program = startProgram({ ...good, ...env, DATA_DIR: join(directory, 'data') });
    // One that starts after all does not end by itself.
    onTestFinished(() => void program.child.kill('SIGKILL'));
    expect(await program.ended(), program.output()).toBe(1);
    expect(program.output()).toMatch(says);
    expect(program.output()).not.toMatch(/^\s+at /m);
    expect(program.output()).not.toContain('x'.repeat(40));
  });
});
