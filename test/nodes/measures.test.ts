import { expect, it } from 'vitest';
import { LagWindow } from '../../src/nodes/lag-window.js';
import { RateMeter } from '../../src/nodes/rate-meter.js';

it('D5: a rate is of the last ten whole seconds', () => {
  let now = 0;
  const meter = new RateMeter(() => now);
  expect(meter.perSecond).toBe(0);
  for (; now < 20_000; now += 500) meter.add(5);
  now = 20_100;
  expect(meter.perSecond).toBe(10);
  // What is of this second is not whole yet.
  meter.add(1_000);
  expect(meter.perSecond).toBe(10);
  now = 25_000;
  expect(meter.perSecond).toBe(5 + 100);
  now = 31_000;
  expect(meter.perSecond).toBe(0);
  // Also after a day without a look.
  now += 86_400_000;
  meter.add(20);
  now += 1_000;
  expect(meter.perSecond).toBe(2);
});

it('D5: the lag is that of the last thousand events', () => {
  const lags = new LagWindow();
  expect(lags.lag).toBeNull();
  lags.add(7);
  expect(lags.lag).toEqual({ p50: 7, p99: 7 });
  for (let ms = 1; ms <= 1_000; ms++) lags.add(ms);
  expect(lags.lag).toEqual({ p50: 501, p99: 991 });
});
