import type { Config } from '../config.js';

/** On every answer. Pages of the console set a policy of their own, that lets their own files in. */
export function securityHeaders(config: Pick<Config, 'production' | 'publicUrl'>): Record<string, string> {
  return {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), payment=()',
    ...(config.publicUrl?.startsWith('https:') === true && {
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    }),
  };
}
