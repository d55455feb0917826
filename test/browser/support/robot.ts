/** Settings for a visitor who looks at more in a second than a person does in a minute. */
export const robot = { LIMIT_USER_COST: '10000000', LIMIT_ANONYMOUS_COST: '10000000' };
