import { describe, expect, it } from 'vitest';
import { ConfigurationError, readConfig } from '../src/config.js';

const problemsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
};

describe('a setting that is wrong is named, with what would be right', () => {
  it.each([
    ['STORAGE_URL', 'garbage', /file:/],
    ['STORAGE_URL', 'ftp://files.example.com', /s3:/],
    ['STORAGE_URL', 's3:?region=x', /s3:/],
    ['MAIL_FROM', 'not an address', /no-reply@example\.com/],
    ['MAIL_FROM', 'Ana <nobody>', /no-reply@example\.com/],
    ['ALLOWED_ORIGINS', 'https://app.example.com/', /https:\/\/app\.example\.com: /],
    ['ALLOWED_ORIGINS', 'https://app.example.com, app.example.com', /an origin/],
    ['ALLOWED_ORIGINS', '*', /an origin/],
    ['PUBLIC_URL', 'https://example.com/desk', /nothing behind/],
    ['PUBLIC_URL', 'example.com', /an origin/],
    ['LIMIT_DEPTH', '0.5', /int/],
    ['LIMIT_DEPTH', '0', />0/],
    ['LIMIT_DEPHT', '5', /LIMIT_DEPTH/],
  ])('%s=%s', (name, value, words) => {
    const [problem, ...others] = problemsOf({ [name]: value });
    expect(problem).toMatch(new RegExp(`^${name}`));
    expect(problem).toMatch(words);
    expect(others).toEqual([]);
  });

  it('threat 24: push to anywhere is for tests, and refused in production', () => {
    const production = { NODE_ENV: 'production', AUTH_SECRET: 'x'.repeat(32), PUBLIC_URL: 'https://desk.example' };
    expect(problemsOf(production)).toEqual([]);
    expect(problemsOf({ ...production, PUSH_ANYWHERE: '1' })).toEqual([expect.stringMatching(/^PUSH_ANYWHERE=1/)]);
  });

  it('the contact of web push', () => {
    const vapid = { VAPID_PUBLIC_KEY: 'a', VAPID_PRIVATE_KEY: 'b' };
    expect(problemsOf({ ...vapid, VAPID_SUBJECT: 'me' })[0]).toMatch(/^VAPID_SUBJECT: a mailto: or https: address/);
    expect(problemsOf({ ...vapid, VAPID_SUBJECT: 'mailto:me@example.com' })).toEqual([]);
    expect(problemsOf({ ...vapid, VAPID_SUBJECT: 'https://example.com/contact' })).toEqual([]);
  });

  it('all of them at once', () => {
    expect(problemsOf({ STORAGE_URL: 'x', MAIL_FROM: 'x', PORT: 'x', LIMIT_COST: 'x', LIMIT_LUCK: '1' })).toHaveLength(
      5,
    );
  });
});

it('takes what is right', () => {
  const config = readConfig({
    STORAGE_URL: 's3://bucket?region=eu-west-1&endpoint=http://127.0.0.1:9000',
    MAIL_FROM: 'Ana at the desk <ana@example.com>',
    ALLOWED_ORIGINS: 'https://app.example.com, http://localhost:3000',
    PUBLIC_URL: 'https://desk.example.com',
    LIMIT_ANONYMOUS_COST_PER_SECOND: '0.5',
  });
  expect(config.allowedOrigins).toEqual(['https://app.example.com', 'http://localhost:3000']);
  expect(config.limits.LIMIT_ANONYMOUS_COST_PER_SECOND).toBe(0.5);
  expect(readConfig({ STORAGE_URL: 'file:///srv/uploads' }).storageUrl).toBe('file:///srv/uploads');
});
