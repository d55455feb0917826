import { expect, it } from 'vitest';
import { startApp } from '../support/app.js';

const paths = ['/', '/healthz', '/nothing', '/console/', '/graphql'];

it('threat 27: every answer forbids framing, and what a desk does not need', async () => {
  await using running = await startApp();
  for (const path of paths) {
    const { headers } = await fetch(`${running.url}${path}`, { redirect: 'manual' });
    expect(headers.get('x-frame-options'), path).toBe('DENY');
    expect(headers.get('permissions-policy'), path).toMatch(/camera=\(\).*geolocation=\(\).*payment=\(\)/);
    expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
    expect(headers.get('strict-transport-security'), path).toBeNull();
  }
});

it('threat 27: behind https, browsers keep to https', async () => {
  await using secure = await startApp({ PUBLIC_URL: 'https://desk.example' });
  for (const path of paths) {
    const { headers } = await fetch(`${secure.url}${path}`, { redirect: 'manual' });
    expect(headers.get('strict-transport-security'), path).toMatch(/^max-age=\d{8}/);
  }
});
