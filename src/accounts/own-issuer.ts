/** The `iss` and the `aud` of our own tokens: no other provider may have this name. */
export const ownIssuer = 'frontdesk';
