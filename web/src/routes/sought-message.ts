/** The message of a conversation that one wants to see in its place. */
export const soughtMessage = (search: Record<string, unknown>): { message?: string } =>
  typeof search.message === 'string' ? { message: search.message } : {};
