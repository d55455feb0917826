import { z } from 'zod';

/** Upper and lower case are the same address. */
export const emailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email());
