import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendNodeResponse } from '@whatwg-node/server';

interface Adapter<C> {
  handleNodeRequestAndResponse(
    request: IncomingMessage,
    response: ServerResponse,
    context: C,
  ): Promise<Response> | Response;
}

/** Lets a Fetch handler answer a request of Node. What it throws is thrown here: called by itself, it would send the stack. */
export async function respondThrough<C>(
  adapter: Adapter<C>,
  request: IncomingMessage,
  response: ServerResponse,
  context: C,
): Promise<void> {
  const answer = await adapter.handleNodeRequestAndResponse(request, response, context);
  await sendNodeResponse(answer, response, request, true);
}
