package org.derain4j.vision.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What comes after deraining: finding things, or naming pixels; with the labels that tell how well it is done.
 *
 * @param <E> what is kept of one look at a picture; small, unlike the picture
 */
public interface Task<E> {

    /** The model and the labels in words, by what they are; for reports. */
    Map<String, Object> about();

    /**
     * What is seen in a picture, beside its labels.
     *
     * @param sample whose labels count
     * @param picture the sample in any condition, of the sample's size
     * @throws IOException if its labels cannot be read, or are of another size
     */
    E look(Sample sample, BufferedImage picture) throws IOException;

    /** Of some looks; their order is that of the weights. */
    Measure measure(List<E> looks);

    /** How much there is to see, by class and by size: what the figures of these rest on. Empty for what is in no picture. */
    Map<Figure, Count> counts(List<E> looks);

    /** What {@link #counts} counts, as in {@code objects}. */
    String counted();

    /** The figures of all, as columns of the first table, in their order; PSNR and SSIM follow. */
    List<String> columns();

    /** The figure that classes are compared by. */
    String classFigure();

    /** What tells how good one picture alone is, as in {@code F1}. */
    String pictureFigure();

    /** That of one look. */
    double pictureFigure(E look);

    /** The rest that is worth knowing of one look, for the row of a picture; name and number. */
    Map<String, Object> details(E look);
}
