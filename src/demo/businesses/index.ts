import type { DemoBusiness } from '../business.js';
import { hillsideHomestay } from './hillside-homestay.js';
import { lotusSalon } from './lotus-salon.js';
import { mekongTours } from './mekong-tours.js';
import { riversideHotel } from './riverside-hotel.js';
import { wanderTravel } from './wander-travel.js';

/** One for each kind of property. */
export const businesses: readonly DemoBusiness[] = [
  riversideHotel,
  hillsideHomestay,
  lotusSalon,
  mekongTours,
  wanderTravel,
];
