import sharp from 'sharp';
import { inTurn } from '../accounts/in-turn.js';

export interface Image {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  readonly preview: Buffer;
}

const longestSide = 4_096;
const longestSideOfPreview = 480;
/** A file of some kilobytes can hold a picture that fills the memory. All frames of an animation together. */
const mostPixels = 50_000_000;
const seconds = 20;

export const previewType = 'image/webp';

// What else libvips reads (SVG, PDF, TIFF …) is never tried.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadNsgifFile',
  ],
});
sharp.cache(false);

/**
 * The picture that a file shows, drawn anew: whatever else the file held (where it was taken, what stands behind its end)
 * is gone. Undefined for what is no whole picture, or too large a one. One after the other: each needs memory.
 */
export function redrawn(path: string, contentType: string): Promise<Image | undefined> {
  return inTurn('images', async () => {
    try {
      return await redraw(path, contentType);
    } catch {
      return undefined;
    }
  });
}

async function redraw(path: string, contentType: string): Promise<Image> {
  const input = { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true } as const;
  const animated = contentType === 'image/gif' || contentType === 'image/webp';
  const picture = sharp(path, { ...input, animated })
    .timeout({ seconds })
    .autoOrient();
  const { data, info } = await (animated ? picture : picture.resize(within(longestSide)))
    .toFormat(formats[contentType] ?? 'png')
    .toBuffer({ resolveWithObject: true });
  const preview = await sharp(path, input)
    .timeout({ seconds })
    .autoOrient()
    .resize(within(longestSideOfPreview))
    .webp({ quality: 75 })
    .toBuffer();
  return { bytes: data, width: info.width, height: info.pageHeight ?? info.height, preview };
}

const formats: Readonly<Record<string, 'jpeg' | 'png' | 'webp' | 'gif'>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

const within = (side: number) => ({ width: side, height: side, fit: 'inside', withoutEnlargement: true }) as const;
