package org.derain4j.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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

/** What the host does for one picture in native memory, beside {@link PictureBench#whole}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xmx4g")
public class PixelBufferBench {

    /** Height x width. */
    @Param("1080x1920")
    public String size;

    /** A type of samples. */
    @Param({"UINT8", "UINT16", "FLOAT32"})
    public SampleType type;

    /** An order of channels. */
    @Param({"BGR", "RGB", "RGBA", "GREY"})
    public ChannelOrder channels;

    /** Packed pixels, planes, or pixels with a sample between them. */
    @Param({"interleaved", "planar", "gaps"})
    public String layout;

    private PixelBuffer from;
    private PixelBuffer to;
    private Derainer derainer;

    /** Fills the memory with noise. */
    @Setup
    public void prepare() throws IOException {
        int height = Integer.parseInt(size.split("x")[0]);
        int width = Integer.parseInt(size.split("x")[1]);
        int count = channels.count();
        PixelLayout samples = switch (layout) {
            case "planar" -> PixelLayout.planar(height, width, channels);
            case "gaps" -> new PixelLayout(height, width, channels, 0, width * (count + 1L), count + 1, 1);
            default -> PixelLayout.interleaved(height, width, channels);
        };
        MemorySegment memory = Arena.ofAuto().allocate((samples.samples() + 1) * type.bytes());
        Random random = new Random(1);
        for (long i = 0; i < memory.byteSize() / type.bytes(); i++) {
            switch (type) {
                case UINT8 -> memory.setAtIndex(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
                case UINT16 -> memory.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i, (short) random.nextInt());
                case FLOAT32 -> memory.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, random.nextFloat());
            }
        }
        from = PixelBuffer.of(memory, type, samples);
        to = PixelBuffer.of(Arena.ofAuto().allocate(memory.byteSize()), type, samples);
        derainer = Copying.derainer(false);
    }

    /** Frees. */
    @TearDown
    public void close() {
        derainer.close();
    }

    /** From samples to samples. */
    @Benchmark
    public void whole() {
        derainer.derain(from, to);
    }
}
