/**
 * How near pictures are to the truth: PSNR and SSIM as the deraining papers count them, over folders of pictures. Imports the JDK,
 * and the JSON of the conformance.
 */
package org.derain4j.cli.eval;
