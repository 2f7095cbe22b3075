package org.derain4j.cli.eval;

import java.util.List;

/**
 * How near a picture is to the truth.
 *
 * @param psnr in dB; infinite for a picture that equals the truth in what is compared
 * @param ssim at most 1
 */
public record Score(double psnr, double ssim) {

    /** Pictures below this have no score: the window of SSIM does not fit in. */
    public static final int SMALLEST_SIDE = Ssim.WINDOW;

    /**
     * Compares a picture with the truth.
     *
     * @param mode what of them is compared
     * @param picture the picture
     * @param truth the picture as it should be
     * @return its score
     * @throws IllegalArgumentException if the sizes differ or a side is below {@link #SMALLEST_SIDE}
     */
    public static Score of(ScoreMode mode, RgbPicture picture, RgbPicture truth) {
        int height = picture.height();
        int width = picture.width();
        if (!picture.sameSize(truth) || Math.min(height, width) < SMALLEST_SIDE) {
            throw new IllegalArgumentException("no score for %dx%d beside %dx%d".formatted(width, height,
                    truth.width(), truth.height()));
        }
        List<double[]> planes = mode.planes(picture);
        List<double[]> expected = mode.planes(truth);
        double ssim = 0;
        for (int plane = 0; plane < planes.size(); plane++) {
            ssim += Ssim.of(planes.get(plane), expected.get(plane), height, width);
        }
        return new Score(Psnr.of(planes, expected), ssim / planes.size());
    }

    /**
     * The PSNR alone, which pictures of any size have.
     *
     * @param mode what of them is compared
     * @param picture the picture
     * @param truth the picture as it should be, of the same size
     * @return in dB; infinite for a picture that equals the truth in what is compared
     */
    public static double psnr(ScoreMode mode, RgbPicture picture, RgbPicture truth) {
        return Psnr.of(mode.planes(picture), mode.planes(truth));
    }
}
