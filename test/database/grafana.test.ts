import { readFile } from 'node:fs/promises';
import type { Metric } from 'prom-client';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

interface Dashboard {
  panels: Array<{ title: string; targets: Array<{ expr: string }> }>;
}

/** Connections to a server are there where there is a server. */
const ofServers = ['frontdesk_database_connections'];

it('D6: whatever the dashboard for Grafana asks for is exported, with the labels that it asks for', async () => {
  const { panels } = JSON.parse(await readFile('docs/grafana-dashboard.json', 'utf8')) as Dashboard;
  const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  expect(expressions.length).toBeGreaterThan(15);
  const response = await fetch(`${running.url}/metrics`);
  const exported = new Set([...(await response.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  for (const expr of expressions) {
    const names = [...expr.matchAll(/\b(?:frontdesk|process|nodejs)_\w+/g)].map(([name]) =>
      exported.has(name) ? name : name.replace(/_(bucket|sum|count)$/, ''),
    );
    expect(names, expr).toHaveLength(1);
    const [name = ''] = names;
    if (inject('engine') === 'embedded' && ofServers.includes(name)) continue;
    expect(exported, expr).toContain(name);
    const { labelNames = [] } = running.app.metrics.registry.getSingleMetric(name) as unknown as Metric & {
      labelNames?: string[];
    };
    const asked = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/,\s*/));
    const known = [...labelNames, 'le', 'instance'];
    expect(asked.filter((label) => !known.includes(label)), expr).toEqual([]);
  }
});

it('D6: every metric of our own is on it', async () => {
  const text = await readFile('docs/grafana-dashboard.json', 'utf8');
  const own = (await running.app.metrics.registry.getMetricsAsArray()).map(({ name }) => name);
  expect(own.filter((name) => name.startsWith('frontdesk_') && !text.includes(name))).toEqual([]);
});
