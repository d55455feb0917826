import type { App } from './app.js';
import { readConfig } from './config.js';
import { announcement, readyFacts } from './process/announce.js';
import { checkAddress, explainListening } from './process/check-address.js';
import { checkSurroundings } from './process/check-surroundings.js';
import { dieOfBugs } from './process/die-of-bugs.js';
import { runCommand } from './process/run-command.js';
import { stopOnSignals } from './process/stop.js';

await runCommand(async () => {
  const config = readConfig(process.env);
  let app: App | undefined;
  stopOnSignals(() => app, 30_000);
  await Promise.all([checkAddress(config.host, config.port), checkSurroundings(config)]);
  // Loaded only now: it takes a second, and a mistake in the configuration is told before that.
  const { createApp } = await import('./app.js');
  app = await createApp(config);
  dieOfBugs(app.log);
  const { url } = await app.listen().catch(async (error: unknown) => {
    await app?.close();
    throw explainListening(error, config.host, config.port);
  });
  const seconds = process.uptime();
  const address = config.publicUrl ?? url;
  if (config.production) app.log.info(readyFacts(config, address, seconds), 'ready');
  else console.log(announcement(config, address, seconds));
});
