import { createApp } from './app.js';
import { readConfig } from './config.js';

const app = await createApp(readConfig(process.env));
const { url } = await app.listen();
console.log(`Frontdesk listens on ${url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close());
