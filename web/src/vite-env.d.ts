declare module 'virtual:theme-variables.css';
declare module 'graphiql/setup-workers/vite';
