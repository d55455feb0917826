import './account.js';
import './blocks.js';
import './profile.js';
import './service-key.js';
import './session.js';
import './settings.js';
import './user.js';
import './viewer.js';
