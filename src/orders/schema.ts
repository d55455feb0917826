import './menu-item.js';
import './order.js';
import './order-lists.js';
import './mutations.js';
