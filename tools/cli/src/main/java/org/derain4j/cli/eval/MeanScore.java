package org.derain4j.cli.eval;

import java.util.List;

/**
 * The mean over pictures: of the PSNR in dB, picture by picture, and of the SSIM.
 *
 * @param psnr over the pictures whose PSNR is finite; infinite if there is none
 * @param ssim over all pictures
 * @param identical how many pictures equal the truth and are not in the mean PSNR
 */
public record MeanScore(double psnr, double ssim, long identical) {

    /**
     * Takes the mean.
     *
     * @param scores at least one
     * @return their mean
     */
    public static MeanScore of(List<Score> scores) {
        double[] finite = scores.stream().mapToDouble(Score::psnr).filter(Double::isFinite).toArray();
        double sum = 0;
        for (double psnr : finite) {
            sum += psnr;
        }
        double ssim = scores.stream().mapToDouble(Score::ssim).average().orElseThrow();
        return new MeanScore(finite.length == 0 ? Double.POSITIVE_INFINITY : sum / finite.length, ssim,
                scores.size() - finite.length);
    }
}
