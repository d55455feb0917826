import { z } from 'zod';
import { mutation } from '../schema/mutation.js';
import './presence.js';
import { setPresence } from './set-presence.js';
import { setViewing } from './set-viewing.js';
import { viewedConversation } from './viewing.js';

mutation('setPresence', {
  description:
    'Says that nobody is at this device just now, or somebody is again. Say that you are away again within ten minutes. That you are connected, the socket says.',
  input: (t) => ({ away: t.boolean({ required: true, description: 'True: nobody is there.' }) }),
  run: (context, { away }) => setPresence(context, { away }),
  payload: (t) => ({
    away: t.boolean({ nullable: true, description: 'As it is now.', resolve: ({ answer }) => answer?.away }),
  }),
});

mutation('setViewing', {
  description: 'Says that you look at a conversation. Say it again every 20 seconds: after 30 it is over by itself.',
  input: (t) => ({
    nodeId: t.globalID({ required: true, description: 'At what: the id of a conversation.' }),
    viewing: t.boolean({ required: true, description: 'False: you have left it.' }),
    windowId: t.string({
      description:
        'Which of your windows says it, by a name of your own, of up to 64 characters: who leaves in one still looks in another.',
    }),
  }),
  rules: z.looseObject({
    windowId: z.string().min(1, 'Use 1 to 64 characters.').max(64, 'Use 1 to 64 characters.').nullish(),
  }),
  run: (context, { nodeId, ...input }) => setViewing(context, { conversationId: viewedConversation(nodeId), ...input }),
  payload: (t) => ({
    viewing: t.boolean({
      nullable: true,
      description: 'Whether it was told. Null when it was refused.',
      resolve: ({ answer }) => (answer === null ? null : true),
    }),
  }),
});
