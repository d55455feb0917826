// Read by a node before its program: on SIGUSR2 it collects its garbage, so that what it keeps can be told from what it
// has not thrown away yet.
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
process.on('SIGUSR2', () => collect());
