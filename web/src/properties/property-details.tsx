import { useParams } from '@tanstack/react-router';
import { useText } from '../text/text.js';
import { Notice } from '../ui/notice.js';
import { EditProperty } from './edit-property.js';
import { PropertyFrame } from './property-frame.js';

export function PropertyDetails() {
  const text = useText();
  const { slug } = useParams({ from: '/desk/properties/$slug' });
  return (
    <PropertyFrame slug={slug}>
      {({ property, managing }) => (
        <>
          {!managing && <Notice kind="note">{text.property.readOnly}</Notice>}
          <EditProperty key={property.id} property={property} readOnly={!managing} />
        </>
      )}
    </PropertyFrame>
  );
}
