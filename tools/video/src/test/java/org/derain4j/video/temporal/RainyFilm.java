package org.derain4j.video.temporal;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;

/**
 * A film whose truth is known: a part of a photo, still or panned, in falling rain, in 8 bits.
 *
 * @param width  columns
 * @param height rows
 * @param truth  frame by frame, as {@code rainy}, but without rain and noise
 * @param rainy  frame by frame: B, G, R in [-1, 1]
 */
record RainyFilm(int width, int height, List<float[]> truth, List<float[]> rainy) {

    /** Puts rain of {@code amount} and sensor noise of {@code sigma} levels before frames of B, G, R in [0, 255]. */
    static RainyFilm of(int width, int height, int frames, IntFunction<float[]> scene, double amount, double sigma,
            long seed) {
        FallingRain rain = new FallingRain(width, height, 12, amount, seed);
        Random noise = new Random(seed + 1);
        RainyFilm film = new RainyFilm(width, height, new ArrayList<>(), new ArrayList<>());
        for (int t = 0; t < frames; t++) {
            float[] dry = scene.apply(t);
            float[] wet = new float[dry.length];
            float[] veil = rain.next();
            for (int i = 0; i < dry.length; i++) {
                double seen = dry[i] + Math.min(0.75, veil[i / 3]) * Math.max(0, 265 - dry[i])
                        + sigma * noise.nextGaussian();
                wet[i] = Math.round(Math.clamp(seen, 0, 255)) / 127.5f - 1;
                dry[i] = dry[i] / 127.5f - 1;
            }
            film.truth.add(dry);
            film.rainy.add(wet);
        }
        return film;
    }

    /** A part of a photo, whose corner lies at any place between pixels: bilinear. */
    static float[] part(BufferedImage photo, double left, double top, int width, int height) {
        int x0 = (int) left;
        int y0 = (int) top;
        float fx = (float) (left - x0);
        float fy = (float) (top - y0);
        float[] bgr = new float[width * height * 3];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int right = fx > 0 ? x0 + x + 1 : x0 + x;
                int below = fy > 0 ? y0 + y + 1 : y0 + y;
                int a = photo.getRGB(x0 + x, y0 + y);
                int b = photo.getRGB(right, y0 + y);
                int c = photo.getRGB(x0 + x, below);
                int d = photo.getRGB(right, below);
                for (int shift = 0; shift <= 16; shift += 8, i++) {
                    float above = (a >> shift & 255) * (1 - fx) + (b >> shift & 255) * fx;
                    bgr[i] = above * (1 - fy) + ((c >> shift & 255) * (1 - fx) + (d >> shift & 255) * fx) * fy;
                }
            }
        }
        return bgr;
    }

    static BufferedImage photo(String name) throws IOException {
        return ImageIO.read(RainyFilm.class.getResource(name + ".jpg"));
    }
}
