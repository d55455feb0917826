import { Link } from '@tanstack/react-router';
import type { PropertyRowFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { adminLinks, type NavigationLink, ownLinks, propertyLinks } from './links.js';
import styles from './navigation.module.css';
import { usePlace } from './place.js';
import { useViewer } from './viewer.js';

/** Every link that is for me: those of the property, my own, those of administrators. */
export function LinkList({ onFollow }: { onFollow?: () => void }) {
  const text = useText();
  const viewer = useViewer();
  const { current } = usePlace();
  return (
    <>
      {current !== null && (
        <div className={styles.links}>
          {propertyLinks
            .filter(({ may }) => may?.(viewer, current) ?? true)
            .map((link) => (
              <PropertyLink key={link.to} link={link} property={current} onFollow={onFollow} />
            ))}
        </div>
      )}
      <div className={styles.links}>
        {current !== null && <p className={styles.group}>{text.nav.mine}</p>}
        {ownLinks.map((link) => (
          <OwnLink key={link.to} link={link} onFollow={onFollow} />
        ))}
      </div>
      {viewer.role !== 'USER' && (
        <div className={styles.links}>
          <p className={styles.group}>{text.nav.administration}</p>
          {adminLinks.map((link) => (
            <OwnLink key={link.to} link={link} onFollow={onFollow} />
          ))}
        </div>
      )}
    </>
  );
}

export function PropertyLink(props: {
  link: NavigationLink<PropertyRowFragment>;
  property: PropertyRowFragment;
  onFollow?: (() => void) | undefined;
}) {
  const text = useText();
  const { to, icon: Icon, label, exact = false, count: Count } = props.link;
  return (
    <Link
      to={to ?? '/'}
      params={{ slug: props.property.slug }}
      activeOptions={{ exact, includeSearch: false }}
      className={styles.link}
      onClick={props.onFollow}
    >
      <Icon />
      <span className={styles.label}>{label(text)}</span>
      {Count !== undefined && <Count of={props.property} />}
    </Link>
  );
}

export function OwnLink({ link, onFollow }: { link: NavigationLink; onFollow?: (() => void) | undefined }) {
  const text = useText();
  const { to, icon: Icon, label, exact = false, count: Count } = link;
  return (
    <Link to={to ?? '/'} activeOptions={{ exact, includeSearch: false }} className={styles.link} onClick={onFollow}>
      <Icon />
      <span className={styles.label}>{label(text)}</span>
      {Count !== undefined && <Count of={undefined} />}
    </Link>
  );
}
