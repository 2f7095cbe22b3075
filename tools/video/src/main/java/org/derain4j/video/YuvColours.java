package org.derain4j.video;

import java.util.Arrays;
import org.derain4j.video.FrameFormat.Siting;

/** Y', Cb and Cr in planes. */
final class YuvColours implements FrameColours {

    private static final int CHANNELS = 3;

    private final int width;
    private final int height;
    private final int chromaWidth;
    private final int chromaHeight;
    private final Samples samples;
    private final Luma luma;
    private final FrameFormat.Matrix matrix;
    private final Resampling rowsUp;
    private final Resampling columnsUp;
    private final Resampling rowsDown;
    private final Resampling columnsDown;

    YuvColours(FrameFormat format) {
        width = format.width();
        height = format.height();
        chromaWidth = format.chromaWidth();
        chromaHeight = format.chromaHeight();
        samples = new Samples(format.bits());
        luma = Luma.of(format);
        matrix = format.matrix();
        boolean onRow = format.siting() == Siting.TOP_LEFT;
        boolean onColumn = format.siting() != Siting.CENTRE;
        rowsUp = Resampling.up(chromaHeight, height, onRow);
        rowsDown = Resampling.down(height, chromaHeight, onRow);
        columnsUp = Resampling.up(chromaWidth, width, onColumn);
        columnsDown = Resampling.down(width, chromaWidth, onColumn);
    }

    /** Of B - Y' for Cb, of R - Y' for Cr: what makes the largest 1/2. */
    private static double difference(double coefficient) {
        return 2 * (1 - coefficient);
    }

    @Override
    public float[] bgr(Frame frame) {
        byte[] from = frame.samples();
        float[] bgr = new float[CHANNELS * width * height];
        float[] cb = new float[width];
        float[] cr = new float[width];
        float[] line = new float[chromaWidth];
        double blue = 2 * difference(matrix.blue()) / luma.chromaSpan();
        double red = 2 * difference(matrix.red()) / luma.chromaSpan();
        double greenOfCb = -blue * matrix.blue() / matrix.green();
        double greenOfCr = -red * matrix.red() / matrix.green();
        for (int y = 0; y < height; y++) {
            chroma(from, 0, y, line, cb);
            chroma(from, 1, y, line, cr);
            for (int x = 0; x < width; x++) {
                int to = CHANNELS * (y * width + x);
                double light = 2 * (samples.get(from, y * width + x) - luma.black()) / luma.span() - 1;
                bgr[to] = (float) Math.clamp(light + blue * cb[x], -1, 1);
                bgr[to + 1] = (float) Math.clamp(light + greenOfCb * cb[x] + greenOfCr * cr[x], -1, 1);
                bgr[to + 2] = (float) Math.clamp(light + red * cr[x], -1, 1);
            }
        }
        return bgr;
    }

    /** A row of Cb or Cr, less what grey has, a value for each column of luma. */
    private void chroma(byte[] from, int plane, int y, float[] line, float[] values) {
        Arrays.fill(line, 0);
        for (int tap = y * rowsUp.taps(); tap < (y + 1) * rowsUp.taps(); tap++) {
            int at = plane(plane) + rowsUp.sample()[tap] * chromaWidth;
            for (int x = 0; x < chromaWidth; x++) {
                line[x] += rowsUp.weight()[tap] * (float) (samples.get(from, at + x) - luma.neutral());
            }
        }
        columnsUp.line(line, values);
    }

    private int plane(int chroma) {
        return width * height + chroma * chromaWidth * chromaHeight;
    }

    @Override
    public Frame without(Rain rain, float strength) {
        byte[] from = rain.frame().samples();
        byte[] result = new byte[from.length];
        float[] cb = new float[width * height];
        float[] cr = new float[width * height];
        float scale = (float) (strength * luma.span() / 2);
        for (int i = 0; i < width * height; i++) {
            float blue = rain.clipped(CHANNELS * i);
            float green = rain.clipped(CHANNELS * i + 1);
            float red = rain.clipped(CHANNELS * i + 2);
            float light = (float) (matrix.red() * red + matrix.green() * green + matrix.blue() * blue);
            cb[i] = blue - light;
            cr[i] = red - light;
            samples.take(from, result, i, scale * light);
        }
        double chromaScale = strength * luma.chromaSpan() / 2;
        takeChroma(from, result, 0, cb, (float) (chromaScale / difference(matrix.blue())));
        takeChroma(from, result, 1, cr, (float) (chromaScale / difference(matrix.red())));
        return new Frame(result, rain.frame().parameters());
    }

    private void takeChroma(byte[] from, byte[] to, int plane, float[] values, float scale) {
        float[] line = new float[width];
        float[] means = new float[chromaWidth];
        for (int y = 0; y < chromaHeight; y++) {
            Arrays.fill(line, 0);
            for (int tap = y * rowsDown.taps(); tap < (y + 1) * rowsDown.taps(); tap++) {
                int row = rowsDown.sample()[tap] * width;
                for (int x = 0; x < width; x++) {
                    line[x] += rowsDown.weight()[tap] * values[row + x];
                }
            }
            columnsDown.line(line, means);
            int at = plane(plane) + y * chromaWidth;
            for (int x = 0; x < chromaWidth; x++) {
                samples.take(from, to, at + x, scale * means[x]);
            }
        }
    }
}
