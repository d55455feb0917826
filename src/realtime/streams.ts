/** The names of streams: one ordering domain each. No other place spells them. */
export const streamOf = {
  user: (id: string) => `user:${id}`,
  /** What a program with a service key has to know about itself. */
  serviceKey: (id: string) => `key:${id}`,
  property: (id: string) => `property:${id}`,
  platform: 'platform',
} as const;
