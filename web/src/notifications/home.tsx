import { useSearch } from '@tanstack/react-router';
import { Properties } from '../properties/properties.js';
import { OpenSubject } from './open-subject.js';

/** The first screen; with `?open=…`, the way to what a mail or a push was about. */
export function Home() {
  const { open } = useSearch({ from: '/desk/' });
  return open === undefined ? <Properties /> : <OpenSubject key={open} id={open} />;
}
