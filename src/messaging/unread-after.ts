/** Who has not read a message by then is told otherwise: whoever looks at the conversation is not. */
export const unreadAfterSeconds = 20;

/** So long after they read it they are not told any more that it is unread. */
export const settledAfterSeconds = 1;
