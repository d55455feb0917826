import { builder } from '../schema/builder.js';
import { visibleUser } from './visible-users.js';

export const User = builder.prismaNode('User', {
  id: { field: 'id', description: 'The global id.' },
  description:
    'A person, as others may see them: themselves, who works at the same property, who shares a conversation with them, and platform admins. Anybody else is not found.',
  nullable: true,
  findUnique: (id, { actor }) => visibleUser(id, actor),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'How they want to be called. “Erased user” for who left.' }),
    avatarUrl: t.expose('avatarUrl', { type: 'URL', nullable: true, description: 'Their picture, if they have one.' }),
  }),
});
