/** Chromium draws no canvas beyond this many pixels on a side. */
const SIDE_MAX = 16_000;

/** Base64 of a PNG of the SVG at twice its size; null where a canvas cannot hold it. */
export async function pngOf(svg: string): Promise<string | null> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  try {
    await image.decode();
  } catch {
    return null;
  }
  const scale = Math.min(2, SIDE_MAX / image.width, SIDE_MAX / image.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.scale(scale, scale);
  context.drawImage(image, 0, 0);
  return canvas.toDataURL('image/png').split(',')[1] ?? null;
}
