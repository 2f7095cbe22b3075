package org.derain4j.bench.peers;

import org.derain4j.kernels.program.Shape;

/** From interleaved channels to planes and back. */
final class Planes {

    private Planes() {}

    /** Height x width x channels to channels x height x width. */
    static float[] of(float[] interleaved, Shape shape) {
        float[] planes = new float[interleaved.length];
        int plane = shape.height() * shape.width();
        for (int pixel = 0, i = 0; pixel < plane; pixel++) {
            for (int c = 0; c < shape.channels(); c++, i++) {
                planes[c * plane + pixel] = interleaved[i];
            }
        }
        return planes;
    }

    /** Channels x height x width to height x width x channels. */
    static float[] interleave(float[] planes, Shape shape) {
        float[] interleaved = new float[planes.length];
        int plane = shape.height() * shape.width();
        for (int pixel = 0, i = 0; pixel < plane; pixel++) {
            for (int c = 0; c < shape.channels(); c++, i++) {
                interleaved[i] = planes[c * plane + pixel];
            }
        }
        return interleaved;
    }
}
