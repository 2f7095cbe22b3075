package org.derain4j.rain;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.Random;

/**
 * The light of a scene in haze or at night, and of the drops in it. A drop shows the light about it: by day the whole scene's,
 * mostly from above, half as coloured; at night the lamps'.
 */
final class Lighting {

    private static final int LAMPS = 4;

    private final Weather weather;
    private final Tones tones;
    private final int colours;
    private final int width;
    private final int height;
    private final double[] about;
    private final double[] tint;
    private final double[] lamps = new double[LAMPS * LAMPS];

    Lighting(BufferedImage picture, Tones tones, Weather weather, Random random) {
        this.weather = weather;
        this.tones = tones;
        colours = picture.getColorModel().getNumColorComponents();
        width = picture.getWidth();
        height = picture.getHeight();
        for (int i = 0; i < lamps.length; i++) {
            lamps[i] = random.nextDouble();
        }
        double[] all = mean(picture.getRaster(), height), above = mean(picture.getRaster(), Math.max(1, height / 2));
        about = new double[colours];
        double grey = 0;
        for (int c = 0; c < colours; c++) {
            about[c] = 0.5 * weather.dark() * (above[c] + all[c]);
            grey += about[c] / colours;
        }
        for (int c = 0; c < colours; c++) {
            about[c] = 0.5 * about[c] + 0.5 * grey;
        }
        double[] t = weather.tint();
        tint = colours == 1 ? new double[]{(t[0] + t[1] + t[2]) / 3} : t;
    }

    /** Mean light of the first rows, by colour. */
    private double[] mean(Raster raster, int rows) {
        int bands = raster.getNumBands();
        long[][] counts = new long[colours][tones.top + 1];
        int[] row = new int[width * bands];
        for (int y = 0; y < rows; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < colours; c++) {
                    counts[c][row[x * bands + c]]++;
                }
            }
        }
        double[] mean = new double[colours];
        for (int c = 0; c < colours; c++) {
            for (int sample = 0; sample <= tones.top; sample++) {
                mean[c] += counts[c][sample] * tones.light(sample);
            }
            mean[c] /= (double) width * rows;
        }
        return mean;
    }

    /** A row's light without the rain and in it, colours side by side, of its samples, which have {@code bands} a pixel. */
    void row(int y, int[] samples, int bands, float[] rain, double[] dry, double[] wet) {
        double down = height == 1 ? 0 : (double) y / (height - 1);
        double haze = weather.hazeTop() + (weather.hazeBottom() - weather.hazeTop()) * down;
        boolean night = weather.light() == Kind.Light.LAMPS;
        for (int x = 0; x < width; x++) {
            double share = Math.min(1, rain[y * width + x]);
            double left = night ? 1 : 1 - share, lit = night && share > 0 ? lamps(x, down) : 0;
            for (int c = 0, to = x * colours; c < colours; c++, to++) {
                double light = tones.light(samples[x * bands + c]) * weather.dark();
                light += haze * (about[c] - light);
                double drop = (night ? lit : weather.sky() * about[c]) * tint[c];
                dry[to] = light;
                wet[to] = light * left + share * drop;
            }
        }
    }

    /** Light of the lamps at a pixel: uneven, between the corners of a field over the whole picture. */
    private double lamps(int x, double down) {
        double u = width == 1 ? 0 : (double) x * (LAMPS - 1) / (width - 1), v = down * (LAMPS - 1);
        int left = Math.min((int) u, LAMPS - 2), top = Math.min((int) v, LAMPS - 2), at = top * LAMPS + left;
        double above = lamps[at] + (u - left) * (lamps[at + 1] - lamps[at]);
        double below = lamps[at + LAMPS] + (u - left) * (lamps[at + LAMPS + 1] - lamps[at + LAMPS]);
        return weather.lamps() * (1 - weather.patchy() * (above + (v - top) * (below - above)));
    }
}
