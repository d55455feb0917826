import type { App } from '../app.js';
import { demoPassword, demoPeople } from '../demo/accounts.js';

/** What the pages know before anybody signs in. Demo accounts are public: production refuses to have them. */
export function consoleSettings(app: App) {
  const accounts = demoPeople.map(({ email, title }) => ({ email, title }));
  return { demo: app.config.demo ? { password: demoPassword, accounts } : null };
}
