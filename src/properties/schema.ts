import './property.js';
import './member.js';
import './property-lists.js';
import './queries.js';
import './mutations.js';
import './member-mutations.js';
