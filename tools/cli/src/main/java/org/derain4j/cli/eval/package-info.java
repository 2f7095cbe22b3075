/**
 * How near pictures are to the truth: PSNR and SSIM as the deraining papers count them, over folders of pictures. And, for
 * rainy photos without truth, how many streaks and how much texture is left. Imports the JDK, the engine's
 * {@link org.derain4j.engine.StandardPixels}, the JSON of the conformance, and what makes texts printable.
 */
package org.derain4j.cli.eval;
