import './offering.js';
import './unit.js';
import './property-lists.js';
import './queries.js';
import './mutations.js';
