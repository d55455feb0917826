import './provider.js';
import './provider-lists.js';
import './mutations.js';
import './telegram/mutations.js';
