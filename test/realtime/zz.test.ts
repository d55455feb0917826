import { it } from 'vitest';
import { everySchedule } from './interleavings.js';

it('x', async () => {
  await everySchedule(1, { seed: 712705978, path: '62:2:1:3:6:6:6:2:2:2:2:2:2:2:2:2:2:3:3:3:3:3:3:4' });
});
