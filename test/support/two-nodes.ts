import { type RunningApp, startNode } from './app.js';
import { newDatabase } from './database.js';

export interface TwoNodes extends AsyncDisposable {
  readonly nodes: readonly [RunningApp, RunningApp];
  close(): Promise<void>;
}

/**
 * Two nodes on one PostgreSQL, as behind a load balancer. They speak through Redis when `env` names one, else only
 * through the log. For tests of the project `postgresql`.
 */
export async function startTwoNodes(env: Record<string, string> = {}): Promise<TwoNodes> {
  const database = await newDatabase('postgresql');
  const nodes = [await startNode(database, env), await startNode(database, env)] as const;
  const close = async () => {
    await Promise.all(nodes.map((each) => each.close()));
    await database.drop();
  };
  return { nodes, close, [Symbol.asyncDispose]: close };
}
