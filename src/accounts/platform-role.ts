import { builder } from '../schema/builder.js';

export const PlatformRole = builder.enumType('PlatformRole', {
  description: 'What somebody is on the whole platform, beside their roles at properties.',
  values: {
    USER: { description: 'Everybody.' },
    ADMIN: { description: 'Sees and helps with every property.' },
    SUPER_ADMIN: { description: 'An admin who makes admins.' },
  } as const,
});
