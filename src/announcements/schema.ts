import './announcement.js';
import './announcement-list.js';
import './announcement-mutations.js';
import './feeds.js';
