import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/postgresql-server.js';

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
}

const spans: Span[] = [];
let text = '';
const receiver = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  text += body;
  for (const resource of JSON.parse(body).resourceSpans)
    for (const scope of resource.scopeSpans) spans.push(...scope.spans);
  response.end('{}');
});
let port: number;
beforeAll(async () => {
  port = await freePort();
  await new Promise<void>((resolve) => receiver.listen(port, '127.0.0.1', resolve));
});
afterAll(() => receiver.close());

it('D6: sends a trace for each request, in the trace of the caller, without what was asked', async () => {
  await using running = await startApp({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  await fetch(`${running.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    body: JSON.stringify({
      query: 'query Look($search: String) { properties(filter: { search: $search }) { totalCount } }',
      variables: { search: 'canary-search' },
    }),
  });
  await eventually(() =>
    expect(spans.map((span) => span.name)).toEqual(expect.arrayContaining(['POST /graphql', 'query Look'])),
  );
  const request = spans.find((span) => span.name === 'POST /graphql');
  const operation = spans.find((span) => span.name === 'query Look');
  expect(request).toMatchObject({ traceId, parentSpanId: '00f067aa0ba902b7' });
  expect(operation).toMatchObject({ traceId, parentSpanId: request?.spanId });
  expect(text).not.toContain('canary');
});
