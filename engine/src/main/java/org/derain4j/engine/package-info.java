/**
 * Rain removal with MSPFN. A {@link org.derain4j.engine.Derainer} takes rain out of pictures; it is made once, by a
 * {@link org.derain4j.engine.DerainerBuilder}, shared by all threads, and closed at the end:
 *
 * {@snippet class="org.derain4j.examples.OnePicture" region="one" :
 * try (Derainer derainer = Derainer.builder().build()) { // embedded model, best backend, all cores
 *     var rainy = ImageIO.read(new File(files[0]));
 *     var clean = derainer.derain(rainy); // thread-safe
 *     ImageIO.write(clean, "png", new File(files[1]));
 * }
 * }
 *
 * <p>A {@link org.derain4j.engine.Model} holds weights, a {@link org.derain4j.engine.Progress} hears how far a picture has come and
 * can stop it, a {@link org.derain4j.engine.Probe} measures. Start Java with {@code --add-modules jdk.incubator.vector}: without it
 * pictures are the same to within rounding, and three to four and a half times slower.
 *
 * <p>Uses the graph, the plan, the kernels' backends and the weights' files; nothing of the
 * kernels' implementations.
 */
package org.derain4j.engine;
