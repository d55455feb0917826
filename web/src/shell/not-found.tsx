import { Link } from '@tanstack/react-router';
import { useText } from '../text/text.js';
import { Empty } from '../ui/states.js';

export function NotFound() {
  const text = useText();
  return <Empty title={text.notFoundTitle} text={text.notFoundText} action={<Link to="/">{text.home}</Link>} />;
}
