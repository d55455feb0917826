import { NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useText } from '../text/text.js';
import { usePlace } from './place.js';

/** Which property the navigation is about. Nothing where there is none. */
export function PropertySwitcher({ onFollow }: { onFollow?: () => void }) {
  const text = useText();
  const { places, current } = usePlace();
  const navigate = useNavigate();
  if (current === null) return null;
  return (
    <NativeSelect
      aria-label={text.nav.property}
      value={current.slug}
      onChange={(event) => {
        onFollow?.();
        void navigate({ to: '/properties/$slug', params: { slug: event.currentTarget.value } });
      }}
      data={places.map(({ slug: value, name }) => ({ value, label: name }))}
    />
  );
}
