import './payment.js';
import './payment-lists.js';
import './booking-bill.js';
import './mutations.js';
