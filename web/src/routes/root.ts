import { createRootRoute, createRoute } from '@tanstack/react-router';
import { Desk } from '../shell/desk.js';
import { NotFound } from '../shell/not-found.js';
import { Broken } from '../ui/broken.js';

export const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: Broken });

/** Everything below it is for people who are signed in. */
export const desk = createRoute({ getParentRoute: () => root, id: 'desk', component: Desk });
