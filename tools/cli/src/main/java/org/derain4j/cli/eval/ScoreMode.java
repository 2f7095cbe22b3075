package org.derain4j.cli.eval;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What of a picture is compared; every plane has a peak of 255. */
public enum ScoreMode {

    /** Y of MATLAB's rgb2ycbcr on uint8: BT.601, 16..235, rounded to whole levels. What deraining papers report. */
    Y("y", "Y of rgb2ycbcr (BT.601, 16..235, rounded)") {

        @Override
        List<double[]> planes(RgbPicture picture) {
            int[] rgb = picture.rgb();
            // Thousandths in whole numbers: a half is a half, whatever the order of the sum.
            return List.of(plane(rgb, i -> 16
                    + Math.floorDiv(65_481 * rgb[i] + 128_553 * rgb[i + 1] + 24_966 * rgb[i + 2] + 127_500, 255_000)));
        }
    },
    /** Luma over the full range, BT.601, not rounded: 0.299 R + 0.587 G + 0.114 B. */
    FULL_Y("full-y", "full-range luma (0.299 R + 0.587 G + 0.114 B, not rounded)") {

        @Override
        List<double[]> planes(RgbPicture picture) {
            int[] rgb = picture.rgb();
            return List.of(plane(rgb, i -> (299 * rgb[i] + 587 * rgb[i + 1] + 114 * rgb[i + 2]) / 1000.0));
        }
    },
    /** All three channels: PSNR of the error over all of them, SSIM as the mean of the three. */
    RGB("rgb", "R, G and B (PSNR over all three, SSIM their mean)") {

        @Override
        List<double[]> planes(RgbPicture picture) {
            int[] rgb = picture.rgb();
            return IntStream.range(0, 3).mapToObj(channel -> plane(rgb, i -> rgb[i + channel])).toList();
        }
    };

    private final String name;
    private final String description;

    ScoreMode(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /** The planes of a picture, [height, width] each. */
    abstract List<double[]> planes(RgbPicture picture);

    /**
     * What is compared, in words.
     *
     * @return part of a sentence
     */
    public String description() {
        return description;
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name;
    }

    /** One value for each pixel, from the index of its red. */
    private static double[] plane(int[] rgb, IntToDoubleFunction value) {
        return IntStream.range(0, rgb.length / 3).mapToDouble(pixel -> value.applyAsDouble(3 * pixel)).toArray();
    }
}
