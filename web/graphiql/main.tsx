import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './graphiql.css';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { accounts } from './account.js';
import { examples } from './examples.js';
import { createFetcher } from './fetcher.js';
import { SignIn } from './sign-in.js';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for GraphiQL.');

await accounts.restore().catch(() => undefined);
const fetcher = createFetcher();
const plugins = [HISTORY_PLUGIN];

createRoot(root).render(
  <StrictMode>
    <header className="bar">
      <a className="brand" href="/console/">
        <img src="/console/icon.svg" alt="" width="24" height="24" />
        <strong>Frontdesk</strong>
        <span>API</span>
      </a>
      <SignIn />
    </header>
    <main className="explorer">
      <h1 className="unseen">Frontdesk API explorer</h1>
      <GraphiQL
        fetcher={fetcher}
        plugins={plugins}
        defaultTabs={[...examples]}
        shouldPersistHeaders={false}
        defaultEditorToolsVisibility="variables"
        inputValueDeprecation
        schemaDescription
      >
        <GraphiQL.Logo>
          <span />
        </GraphiQL.Logo>
      </GraphiQL>
    </main>
  </StrictMode>,
);
