package org.derain4j.engine;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the host does for one picture: bytes to values, values to bytes, and all of {@link Derainer#derain(BufferedImage)} on a
 * backend that only copies the picture in and out, as one with a device of its own does, as values or as bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xmx4g")
public class PictureBench {

    /** Height x width. */
    @Param("1080x1920")
    public String size;

    /** A constant of {@link BufferedImage}: bytes as B, G, R; with alpha; packed; grey. */
    @Param({"5", "6", "1", "10"})
    public int type;

    private BufferedImage picture;
    private float[] values;
    private Derainer derainer;
    private Derainer converting;

    /** Fills a picture with noise. */
    @Setup
    public void prepare() throws IOException {
        String[] sides = size.split("x");
        picture = new BufferedImage(Integer.parseInt(sides[1]), Integer.parseInt(sides[0]), type);
        Random random = new Random(1);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                picture.setRGB(x, y, random.nextInt());
            }
        }
        values = Pixels.network(picture);
        derainer = Copying.derainer(false);
        converting = Copying.derainer(true);
    }

    /** Frees. */
    @TearDown
    public void close() {
        derainer.close();
        converting.close();
    }

    /** Bytes to values. */
    @Benchmark
    public float[] network() {
        return Pixels.network(picture);
    }

    /** Values to bytes. */
    @Benchmark
    public BufferedImage with() {
        PictureResult result = new PictureResult(new Picture(picture), PictureResult.OWN_DEPTH, Rounding.NEAREST, 1,
                false);
        for (int y = 0; y < picture.getHeight(); y++) {
            result.rows().write(y, values, 3 * y * picture.getWidth());
        }
        return result.picture();
    }

    /** From bytes to bytes. */
    @Benchmark
    public BufferedImage whole() {
        return derainer.derain(picture);
    }

    /** The same where the device converts bytes; a grey result is the host's all the same. */
    @Benchmark
    public BufferedImage wholeAsBytes() {
        return converting.derain(picture);
    }
}
