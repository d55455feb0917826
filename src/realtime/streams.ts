/** The names of streams: one ordering domain each. No other place spells them. */
export const streamOf = {
  user: (id: string) => `user:${id}`,
  property: (id: string) => `property:${id}`,
  platform: 'platform',
} as const;
