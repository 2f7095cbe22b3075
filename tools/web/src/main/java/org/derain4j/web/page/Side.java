package org.derain4j.web.page;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.derain4j.pictures.PictureFile;

/**
 * One of the pictures that are compared.
 *
 * @param name      of its file, as it is shown
 * @param fileBytes of its file, where there is one
 * @param picture   its pixels
 * @param source    the file that its colour profile is of
 * @param score     how near it is to the truth, where one is given
 * @param figures   what else is known of it
 * @param overlay   what was found in it, where somebody has looked
 */
public record Side(String name, OptionalLong fileBytes, BufferedImage picture, PictureFile source,
        Optional<Score> score, List<Figure> figures, Optional<Overlay> overlay) {

    /** Keeps its own list. */
    public Side {
        figures = List.copyOf(figures);
    }

    /**
     * One of which no more is known.
     *
     * @param name      of its file, as it is shown
     * @param fileBytes of its file, where there is one
     * @param picture   its pixels
     * @param source    the file that its colour profile is of
     * @param score     how near it is to the truth, where one is given
     */
    public Side(String name, OptionalLong fileBytes, BufferedImage picture, PictureFile source,
            Optional<Score> score) {
        this(name, fileBytes, picture, source, score, List.of(), Optional.empty());
    }

    /**
     * Distance from the truth.
     *
     * @param psnr dB; infinite where nothing differs
     * @param ssim at most 1
     * @param of   what of the pictures was compared, in words for people
     */
    public record Score(double psnr, double ssim, String of) {}

    /**
     * A figure, as it is shown.
     *
     * @param name  such as {@code Recall}
     * @param value such as {@code 0.80}
     */
    public record Figure(String name, String value) {}
}
