/** The tabs that GraphiQL opens with. A test validates each against the schema. */
export const examples: ReadonlyArray<{ query: string; variables?: string }> = [
  {
    query: `# Welcome to Frontdesk.
#
# Press the button in the upper right corner to sign in: in the demo there is a list of people to be.
# Then press ▶ (or Ctrl-Enter) here. The other tabs show what else there is, up to live events over WebSocket.
# Every type and field is described: hover it, or open the book on the left.

query WhoAmI {
  viewer {
    email
    user {
      id
      name
    }
  }
}
`,
  },
  {
    query: `# What the sign-in button does. Programs send the access token in the header \`Authorization: Bearer …\`,
# and over WebSocket as \`authorization\` in the payload of connection_init.

mutation SignIn($email: EmailAddress!, $password: String!) {
  signIn(input: { email: $email, password: $password }) {
    session {
      accessToken
      refreshToken
      expiresAt
    }
    viewer {
      user {
        name
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}
`,
    variables: JSON.stringify({ email: 'manager@riverside-hotel.example', password: 'frontdesk' }, null, 2),
  },
];
