package org.derain4j.video.temporal;

import static org.derain4j.video.temporal.Seen.LEVEL;

import org.derain4j.video.Rain;

/**
 * Finds how far the scene moves between two frames, around each pixel: the drift whose product with the slopes of the picture comes
 * nearest to the difference of the two (Lucas and Kanade), one step of it. That is too little for more than about a pixel, but more than
 * nothing, and whether there is any is the question here. Rain that was left in one of the two does not lie along the slopes; where there
 * was any it counts less.
 */
final class Motion {

    private static final int RADIUS = 8;
    private static final int WET_RADIUS = 1;

    /** The rain beside which a difference counts half. */
    private static final float WET = 20 * LEVEL;

    /** Slopes like this, per pixel, and their drift comes out half: where there is less to see, less matters. */
    private static final float FLAT = 2 * LEVEL;

    private final int height;
    private final int width;
    private final BoxMean box;
    private final float[] xx;
    private final float[] xy;
    private final float[] yy;

    Motion(int height, int width) {
        this.height = height;
        this.width = width;
        this.box = new BoxMean(height, width);
        this.xx = new float[height * width];
        this.xy = new float[height * width];
        this.yy = new float[height * width];
    }

    /** What there is to know of a frame; {@code before} is null for the first one. */
    Seen seen(Rain rain, Seen before) {
        int size = height * width;
        if (rain.rain().length != 3 * size) {
            throw new IllegalArgumentException(rain.rain().length + " values for a frame of " + width + "x" + height);
        }
        Seen seen = new Seen(rain, new float[size], new float[size], new float[size], new float[size]);
        for (int i = 0; i < size; i++) {
            float fallen = Seen.luma(rain.rain(), i);
            seen.luma()[i] = Seen.luma(rain.bgr(), i) - fallen;
            seen.wet()[i] = Math.abs(fallen);
        }
        box.run(seen.wet(), WET_RADIUS);
        if (before != null) {
            sum(before, seen);
            solve(seen.dx(), seen.dy());
        }
        return seen;
    }

    /** The sums around each pixel: of the products of slopes, and of slopes with differences, these into the places of the drift. */
    private void sum(Seen before, Seen now) {
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                int left = x > 0 ? i - 1 : i;
                int right = x + 1 < width ? i + 1 : i;
                int above = y > 0 ? i - width : i;
                int below = y + 1 < height ? i + width : i;
                float slopeX = (before.luma()[right] - before.luma()[left] + now.luma()[right] - now.luma()[left]) / 4;
                float slopeY = (before.luma()[below] - before.luma()[above] + now.luma()[below] - now.luma()[above])
                        / 4;
                float difference = before.luma()[i] - now.luma()[i];
                float wet = (before.wet()[i] + now.wet()[i]) / WET;
                float weight = 1 / (1 + wet * wet);
                xx[i] = weight * slopeX * slopeX;
                xy[i] = weight * slopeX * slopeY;
                yy[i] = weight * slopeY * slopeY;
                now.dx()[i] = weight * slopeX * difference;
                now.dy()[i] = weight * slopeY * difference;
            }
        }
        box.run(xx, RADIUS);
        box.run(xy, RADIUS);
        box.run(yy, RADIUS);
        box.run(now.dx(), RADIUS);
        box.run(now.dy(), RADIUS);
    }

    private void solve(float[] dx, float[] dy) {
        for (int i = 0; i < xx.length; i++) {
            float a = xx[i] + FLAT * FLAT;
            float b = xy[i];
            float c = yy[i] + FLAT * FLAT;
            float x = dx[i];
            float y = dy[i];
            float determinant = a * c - b * b;
            dx[i] = (c * x - b * y) / determinant;
            dy[i] = (a * y - b * x) / determinant;
        }
    }
}
