package org.derain4j.vision.models;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.Map;
import java.util.Set;
import org.derain4j.engine.ModelException;

/**
 * The one input of a network.
 *
 * @param name         as the network calls it
 * @param type         of its values
 * @param batched      whether its first axis counts pictures
 * @param channelsLast whether the channels of a pixel lie side by side, else plane by plane
 * @param width        columns, 0 for any
 * @param height       rows, 0 for any
 */
record InputForm(String name, OnnxJavaType type, boolean batched, boolean channelsLast, int width, int height) {

    private static final int CHANNELS = 3;
    private static final Set<OnnxJavaType> TYPES = Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16, OnnxJavaType.UINT8);

    static InputForm of(String name, TensorInfo info, Settings settings, String ports) throws ModelException {
        long[] shape = info.getShape();
        int axes = shape.length;
        if (axes != CHANNELS && axes != CHANNELS + 1 || !TYPES.contains(info.type)) {
            throw settings.unfit("takes no picture, which is float, float16 or uint8 of three axes, or four", ports);
        }
        if (axes > CHANNELS && shape[0] > 1) {
            throw settings.unfit("takes " + shape[0] + " pictures at once; export it for one", ports);
        }
        long[] picture = {shape[axes - 3], shape[axes - 2], shape[axes - 1]};
        boolean bytes = info.type == OnnxJavaType.UINT8;
        boolean seemsLast = picture[0] != CHANNELS && (picture[2] == CHANNELS || picture[2] < 0 && bytes);
        boolean last = settings.word("layout", Map.of("NHWC", true, "NCHW", false), seemsLast);
        long channels = picture[last ? 2 : 0];
        if (channels >= 0 && channels != CHANNELS) {
            throw settings.unfit("takes " + channels + " channels of " + (last ? "NHWC" : "NCHW")
                    + "; write layout=" + (last ? "NCHW" : "NHWC") + ", or take one for colour", ports);
        }
        return new InputForm(name, info.type, axes > CHANNELS, last, size(picture[last ? 1 : 2]),
                size(picture[last ? 0 : 1]));
    }

    private static int size(long length) {
        return Math.clamp(length, 0, Integer.MAX_VALUE);
    }

    /** Of an input for a picture of that size. */
    long[] shape(int width, int height) {
        long[] picture = channelsLast ? new long[]{1, height, width, CHANNELS} : new long[]{1, CHANNELS, height, width};
        return batched ? picture : new long[]{picture[1], picture[2], picture[3]};
    }
}
