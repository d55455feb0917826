/** The tabs that GraphiQL opens with. A test validates each against the schema. */
export const examples: ReadonlyArray<{ query: string; variables?: string }> = [
  {
    query: `# Welcome to the Frontdesk API.
#
# 1. Sign in: the button is in the upper right.
#    In the demo, there are people to choose from.
# 2. Press ▶ here, or Ctrl-Enter.
#
# The other tabs show what else there is. Every
# type and field is described: hover it, or open
# the book on the left.

query WhoAmI {
  viewer {
    email
    role
    user {
      id
      name
    }
    settings {
      locale
      timeZone
    }
  }
}
`,
  },
  {
    query: `# What the sign-in button does. Programs send the
# token in a header, "Authorization: Bearer …", or
# over WebSocket as "authorization" in the payload
# of connection_init.

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
    variables: variables({ email: 'manager@riverside-hotel.example', password: 'frontdesk' }),
  },
  {
    query: `# Lists are connections: first and after, or last and
# before, for pages of 1 to 100.

query Properties($search: String) {
  properties(first: 10, filter: { search: $search }) {
    totalCount
    nodes {
      id
      slug
      name
      kind
      status
      viewerRole
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
    variables: variables({ search: '' }),
  },
  {
    query: `# Read a property, then change it. ▶ asks which
# operation to run.
#
# Put the id that the query answers into the
# variables. With expectedVersion you hear of what
# somebody else changed in between.

query Property($slug: String!) {
  property(slug: $slug) {
    id
    name
    status
    allowedTransitions
    description
    version
  }
}

mutation UpdateProperty($id: ID!, $version: Int) {
  updateProperty(
    input: { id: $id, description: "Quiet rooms on the river.", expectedVersion: $version }
  ) {
    property {
      description
      version
    }
    userErrors {
      code
      message
      field
      ... on VersionConflictError {
        currentVersion
      }
    }
  }
}

mutation SetPropertyStatus($id: ID!) {
  setPropertyStatus(input: { id: $id, status: PAUSED, reason: "Closed for the holidays" }) {
    property {
      status
      allowedTransitions
    }
    userErrors {
      code
      message
      ... on InvalidTransitionError {
        from
        allowed
      }
    }
  }
}
`,
    variables: variables({ slug: 'riverside-hotel', id: '', version: null }),
  },
  {
    query: `# Who works there, and how somebody joins: for its
# owners and managers.

query Members($slug: String!) {
  property(slug: $slug) {
    id
    members(first: 20) {
      totalCount
      nodes {
        id
        role
        email
        user {
          name
        }
      }
    }
    invitations(first: 20, open: true) {
      nodes {
        id
        email
        role
        expiresAt
      }
    }
  }
}

mutation InviteMember($propertyId: ID!, $email: EmailAddress!) {
  inviteMember(input: { propertyId: $propertyId, email: $email, role: STAFF }) {
    invitation {
      id
      expiresAt
    }
    token
    userErrors {
      code
      message
      field
    }
  }
}

mutation AcceptInvitation($token: String!) {
  acceptInvitation(input: { token: $token }) {
    member {
      role
      property {
        name
      }
    }
    userErrors {
      code
      message
    }
  }
}
`,
    variables: variables({ slug: 'riverside-hotel', propertyId: '', email: 'somebody@example.com', token: '' }),
  },
  {
    query: `# A key for a program of yours: it is sent as an
# access token is. For administrators.

mutation CreateServiceKey {
  createServiceKey(
    input: { name: "Channel manager", scopes: [PROPERTIES_READ] }
  ) {
    secret
    serviceKey {
      id
      prefix
      scopes
    }
    userErrors {
      code
      message
      field
    }
  }
}

query ServiceKeys {
  serviceKeys(first: 20) {
    nodes {
      id
      name
      prefix
      scopes
      revokedAt
    }
  }
}
`,
  },
  {
    query: `# Live: what happens to me, over WebSocket. Press ▶,
# leave it running, then change a setting in another
# tab of the browser, in the console.
#
# Each event has a cursor. Give the last one as
# "after", and nothing is lost in between.

subscription MyEvents($after: EventCursor) {
  viewerEvents(after: $after) {
    __typename
    id
    cursor
    occurredAt
  }
}
`,
    variables: variables({ after: null }),
  },
  {
    query: `# Live: what happens at a property, for those who
# work there. The tab "Properties" knows its id.

subscription PropertyEvents($propertyId: ID!, $after: EventCursor) {
  propertyEvents(propertyId: $propertyId, after: $after) {
    __typename
    id
    cursor
    occurredAt
  }
}
`,
    variables: variables({ propertyId: '', after: null }),
  },
  {
    query: `# Live: the whole platform, for administrators.

subscription PlatformEvents($after: EventCursor) {
  platformEvents(after: $after) {
    __typename
    id
    cursor
    occurredAt
  }
}
`,
    variables: variables({ after: null }),
  },
];

function variables(values: object): string {
  return JSON.stringify(values, null, 2);
}
