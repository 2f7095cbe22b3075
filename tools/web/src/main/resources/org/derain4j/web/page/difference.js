/** Rain is a distance from mid-grey in the rain image, halved; on the map it is a brightness. */
const NO_RAIN = 128;

/**
 * Draws the map of differences.
 *
 * @param {HTMLCanvasElement} canvas gets the size of the rain image
 * @param {HTMLImageElement} rain which has been loaded
 * @param {number} gain by how much differences are enlarged
 */
export function drawDifference(canvas, rain, gain) {
  canvas.width = rain.naturalWidth;
  canvas.height = rain.naturalHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(rain, 0, 0);
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  const brightness = Uint8ClampedArray.from({ length: 256 }, (_, value) => Math.abs(value - NO_RAIN) * 2 * gain);
  const samples = image.data;
  for (let i = 0; i < samples.length; i += 4) {
    samples[i] = brightness[samples[i]];
    samples[i + 1] = brightness[samples[i + 1]];
    samples[i + 2] = brightness[samples[i + 2]];
  }
  context.putImageData(image, 0, 0);
}
