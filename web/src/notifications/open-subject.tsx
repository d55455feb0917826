import { Link, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { SubjectDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { addressOf } from './subject-address.js';

/** Where links of mails, pushes and notifications lead: finds the screen of what they are about. */
export function OpenSubject({ id }: { id: string }) {
  const text = useText();
  const router = useRouter();
  const [{ data, error }, again] = useQuery({ query: SubjectDocument, variables: { id } });
  const subject = data?.node ?? null;
  const address = subject === null ? null : addressOf(subject);
  const exists = address !== null && address.route in router.routesByPath;

  useEffect(() => {
    if (address !== null && exists)
      void router.navigate({ to: address.path, search: address.search ?? {}, replace: true });
  }, [router, address, exists]);

  if (error !== undefined && subject === null) return <Failed error={error} onRetry={again} />;
  if (data !== undefined && !exists)
    return <Empty title={text.notFoundTitle} text={text.notFoundText} action={<Link to="/">{text.home}</Link>} />;
  return <Rows />;
}
