import './menu-item.js';
import './menu-list.js';
import './order.js';
import './order-lists.js';
import './mutations.js';
