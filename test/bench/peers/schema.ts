export const typeDefs = `
  type Event { id: ID! cursor: String occurredAt: String! text: String! }
  type Query { hello: String }
  type Subscription { propertyEvents(propertyId: ID!): Event! }
`;
