/** The names of streams: one ordering domain each. No other place spells them. */
export const streamOf = {
  user: (id: string) => `user:${id}`,
  /** What a program with a service key has to know about itself. */
  serviceKey: (id: string) => `key:${id}`,
  property: (id: string) => `property:${id}`,
  /** Kept for as long as the booking is: it is its timeline. */
  booking: (id: string) => `booking:${id}`,
  conversation: (id: string) => `conversation:${id}`,
  /** The private notes about a conversation: those who write and read them are never its guests. */
  notes: (conversationId: string) => `notes:${conversationId}`,
  /** What is told to many at once. */
  announcements: 'announcements',
  platform: 'platform',
} as const;

/** The streams that are never forgotten, as a pattern of SQL. */
export const keptStreams = streamOf.booking('%');
