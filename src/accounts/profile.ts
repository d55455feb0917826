import { z } from 'zod';
import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { eraseMyAccount } from './erase-my-account.js';
import { type DataExport, exportMyData } from './export-my-data.js';
import { personOf } from './person-of.js';
import { personName } from './profile-rules.js';
import { updateProfile } from './update-profile.js';
import { Viewer } from './viewer.js';

mutation('updateProfile', {
  description: 'Changes what others see of me: what is not given stays as it is.',
  versioned: true,
  input: (t) => ({
    name: t.string({ description: 'How I want to be called: 1 to 100 characters.' }),
    avatarUrl: t.field({ type: 'URL', description: 'My picture. Null takes it away.' }),
  }),
  rules: z.object({ name: personName.nullish() }),
  run: (context, input) => updateProfile(context, input),
  payload: (t) => ({
    viewer: t.prismaField({
      type: Viewer,
      nullable: true,
      description: 'Me, as I am now.',
      resolve: (query, { answer }, _args, context) => personOf(query, answer, context),
    }),
  }),
});

const DataExportType = builder.objectRef<DataExport>('DataExport').implement({
  description: 'Everything that is kept about me.',
  fields: (t) => ({
    document: t.exposeString('document', {
      description: 'JSON: my profile, settings, sessions, memberships, and what I did, without secrets.',
    }),
    generatedAt: t.expose('generatedAt', { type: 'DateTime', description: 'As of when.' }),
  }),
});

mutation('exportMyData', {
  description: 'Everything that is kept about me, as a document to take away.',
  input: (t) => ({ pretty: t.boolean({ defaultValue: true, description: 'With line breaks, for people.' }) }),
  run: (context, input) => exportMyData(context, { pretty: input.pretty ?? true }),
  payload: (t) => ({
    export: t.field({
      type: DataExportType,
      nullable: true,
      description: 'The document.',
      resolve: ({ answer }) => answer,
    }),
  }),
});

mutation('eraseMyAccount', {
  description:
    'Erases me: my name, address, password, sessions, settings, memberships and blocks, and my name, contact and notes in bookings and orders. What others need to keep of me, such as payments, stays without a person; so do texts that I wrote to others. Cancel first what is not to take place: nobody will know who comes. It cannot be undone. Refused while I am the only owner of a property.',
  input: (t) => ({ password: t.string({ description: 'My password once more, if the account has one.' }) }),
  run: (context, input) => eraseMyAccount(context, input),
  payload: (t) => ({
    erased: t.boolean({
      nullable: true,
      description: 'True when it was done.',
      resolve: ({ answer }) => answer && true,
    }),
  }),
});
