/** Who has not read a message by then is told otherwise: whoever looks at the conversation is not. */
export const unreadAfterSeconds = 20;
