package org.derain4j.rain;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Random;

/** A picture's samples and light in one weather, in the rain and without it, row by row. */
final class Scenery {

    private final Weather weather;
    private final float[] rain;
    private final Tones tones;
    private final int colours;
    private final int bands;
    private final int width;
    private final int height;
    /** Null where rain is added to samples. */
    private final Lighting lighting;

    /** @param picture of a standard kind; it is read now, and row by row before it is written */
    Scenery(BufferedImage picture, Weather weather, float[] rain, Random random) {
        this.weather = weather;
        this.rain = rain;
        tones = Tones.of(picture.getColorModel().getComponentSize(0));
        colours = picture.getColorModel().getNumColorComponents();
        bands = picture.getRaster().getNumBands();
        width = picture.getWidth();
        height = picture.getHeight();
        lighting = isLit() ? new Lighting(picture, tones, weather, random) : null;
    }

    /** Whether rain meets light, and haze and night are about. */
    boolean isLit() {
        return weather.light() == Kind.Light.SCENE || weather.light() == Kind.Light.LAMPS;
    }

    /** Writes both pictures, which hold the scene, as it is seen without a camera. */
    void see(BufferedImage dry, BufferedImage rainy) {
        WritableRaster dryTo = dry.getRaster(), rainyTo = rainy.getRaster();
        int[] samples = new int[width * bands], rained = new int[width * bands];
        double[] dryLight = new double[width * colours], wetLight = new double[width * colours];
        for (int y = 0; y < height; y++) {
            dryTo.getPixels(0, y, width, 1, samples);
            System.arraycopy(samples, 0, rained, 0, samples.length);
            if (isLit()) {
                lighting.row(y, samples, bands, rain, dryLight, wetLight);
            }
            for (int x = 0; x < width; x++) {
                double more = (double) rain[y * width + x] * tones.top;
                for (int c = 0, at = x * bands, from = x * colours; c < colours; c++, at++, from++) {
                    if (isLit()) {
                        samples[at] = tones.sample(dryLight[from]);
                        rained[at] = tones.sample(wetLight[from]);
                    } else {
                        rained[at] = (int) Math.min(tones.top, samples[at] + more + 0.5);
                    }
                }
            }
            dryTo.setPixels(0, y, width, 1, samples);
            rainyTo.setPixels(0, y, width, 1, rained);
        }
    }

    /** What a camera sees of the scene that a picture holds: linear light, a plane a colour. */
    float[][] light(BufferedImage picture, boolean inRain) {
        float[][] planes = new float[colours][width * height];
        int[] samples = new int[width * bands];
        double[] dry = new double[width * colours], wet = new double[width * colours];
        for (int y = 0; y < height; y++) {
            picture.getRaster().getPixels(0, y, width, 1, samples);
            if (isLit()) {
                lighting.row(y, samples, bands, rain, dry, wet);
            }
            for (int x = 0, at = y * width; x < width; x++, at++) {
                for (int c = 0; c < colours; c++) {
                    if (isLit()) {
                        planes[c][at] = (float) (inRain ? wet : dry)[x * colours + c];
                    } else {
                        double pixel = (double) samples[x * bands + c] / tones.top + (inRain ? rain[at] : 0);
                        planes[c][at] = Curve.linear(Math.min(1, pixel));
                    }
                }
            }
        }
        return planes;
    }

    /** Pixels from 0 to 1 into a picture's colours. */
    void write(float[][] planes, BufferedImage to) {
        int[] samples = new int[width * bands];
        for (int y = 0; y < height; y++) {
            to.getRaster().getPixels(0, y, width, 1, samples);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < colours; c++) {
                    samples[x * bands + c] = (int) ((double) planes[c][y * width + x] * tones.top + 0.5);
                }
            }
            to.getRaster().setPixels(0, y, width, 1, samples);
        }
    }
}
