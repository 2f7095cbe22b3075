package org.derain4j.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.derain4j.kernels.tiled.Microkernels;
import org.derain4j.kernels.vector.VectorMicrokernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The microkernel's storage: the vectors' tile on {@code float[]} beside the same tile on 64-byte aligned native segments, on
 * one row of the network's commonest layer (3x3, 64 to 64 channels, 480 columns), and the ceiling of fused multiply-adds
 * with ten independent chains. Operations are rows: 35.4 MFLOP each for the tiles.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 5, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class StorageBench {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int N = S.length();
    private static final Microkernels VECTORS = VectorMicrokernels.create();
    private static final int TILE_PIXELS = VECTORS.pixels();
    private static final int TILE_CHANNELS = VECTORS.channels();
    private static final int CHANNELS = 64;
    private static final int COLUMNS = 480;
    private static final int DEPTH = 3 * CHANNELS;
    private static final int ROW = (COLUMNS + 2) * CHANNELS;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final float[] in = new float[3 * ROW];
    private final float[] filter = new float[9 * CHANNELS * CHANNELS];
    private final float[] sums = new float[TILE_PIXELS * TILE_CHANNELS];
    private MemorySegment inSegment;
    private MemorySegment filterSegment;
    private MemorySegment sumsSegment;

    /** Fills both storages with the same values and requires the same sums. */
    @Setup
    public void fill() {
        if (VECTORS.lanes() != N) {
            throw new IllegalStateException(
                    "the tile on segments has the preferred width; leave -Dderain4j.vectorBits out");
        }
        Random random = new Random(1);
        for (float[] array : new float[][]{in, filter}) {
            for (int i = 0; i < array.length; i++) {
                array[i] = random.nextFloat() - 0.5f;
            }
        }
        inSegment = aligned(in);
        filterSegment = aligned(filter);
        sumsSegment = aligned(sums);
        array();
        segment();
        for (int i = 0; i < sums.length; i++) {
            if (sums[i] != sumsSegment.getAtIndex(ValueLayout.JAVA_FLOAT, i)) {
                throw new IllegalStateException("the two tiles differ");
            }
        }
    }

    private static MemorySegment aligned(float[] values) {
        MemorySegment segment = Arena.ofAuto().allocate((long) values.length * Float.BYTES, 64);
        MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, 0, values.length);
        return segment;
    }

    /** The tile as it is. */
    @Benchmark
    public float[] array() {
        for (int c = 0; c < CHANNELS; c += TILE_CHANNELS) {
            for (int x = 0; x < COLUMNS; x += TILE_PIXELS) {
                for (int row = 0; row < 3; row++) {
                    VECTORS.tiles().accumulate(in, row * ROW + x * CHANNELS, CHANNELS, filter,
                            (c * 3 + row * TILE_CHANNELS) * DEPTH, DEPTH, sums, 0, TILE_CHANNELS, sums, 0,
                            TILE_CHANNELS, TILE_PIXELS);
                }
            }
        }
        return sums;
    }

    /** The same on segments, in the fastest of four forms that were tried. */
    @Benchmark
    public MemorySegment segment() {
        for (int c = 0; c < CHANNELS; c += TILE_CHANNELS) {
            for (int x = 0; x < COLUMNS; x += TILE_PIXELS) {
                for (int row = 0; row < 3; row++) {
                    accumulate(inSegment, 4L * (row * ROW + x * CHANNELS), 4L * CHANNELS, filterSegment,
                            4L * (c * 3 + row * TILE_CHANNELS) * DEPTH, DEPTH, sumsSegment);
                }
            }
        }
        return sumsSegment;
    }

    /** Multiply-adds alone; how many operations, {@link org.derain4j.kernels.cpu.FmaChains#flop} tells. */
    @Benchmark
    public float ceiling() {
        return VECTORS.chains().run(1);
    }

    private static void accumulate(MemorySegment in, long i, long pitch, MemorySegment filter, long f, int depth,
            MemorySegment sums) {
        FloatVector a0 = load(sums, 0);
        FloatVector a1 = load(sums, 1);
        FloatVector b0 = load(sums, 2);
        FloatVector b1 = load(sums, 3);
        FloatVector c0 = load(sums, 4);
        FloatVector c1 = load(sums, 5);
        FloatVector d0 = load(sums, 6);
        FloatVector d1 = load(sums, 7);
        FloatVector e0 = load(sums, 8);
        FloatVector e1 = load(sums, 9);
        FloatVector f0 = load(sums, 10);
        FloatVector f1 = load(sums, 11);
        for (int k = 0; k < depth; k++) {
            long w = f + 8L * N * k;
            FloatVector w0 = FloatVector.fromMemorySegment(S, filter, w, ORDER);
            FloatVector w1 = FloatVector.fromMemorySegment(S, filter, w + 4L * N, ORDER);
            long p = i + 4L * k;
            FloatVector x = splat(in, p);
            a0 = x.fma(w0, a0);
            a1 = x.fma(w1, a1);
            x = splat(in, p + pitch);
            b0 = x.fma(w0, b0);
            b1 = x.fma(w1, b1);
            x = splat(in, p + 2 * pitch);
            c0 = x.fma(w0, c0);
            c1 = x.fma(w1, c1);
            x = splat(in, p + 3 * pitch);
            d0 = x.fma(w0, d0);
            d1 = x.fma(w1, d1);
            x = splat(in, p + 4 * pitch);
            e0 = x.fma(w0, e0);
            e1 = x.fma(w1, e1);
            x = splat(in, p + 5 * pitch);
            f0 = x.fma(w0, f0);
            f1 = x.fma(w1, f1);
        }
        store(a0, sums, 0);
        store(a1, sums, 1);
        store(b0, sums, 2);
        store(b1, sums, 3);
        store(c0, sums, 4);
        store(c1, sums, 5);
        store(d0, sums, 6);
        store(d1, sums, 7);
        store(e0, sums, 8);
        store(e1, sums, 9);
        store(f0, sums, 10);
        store(f1, sums, 11);
    }

    private static FloatVector load(MemorySegment segment, int vector) {
        return FloatVector.fromMemorySegment(S, segment, 4L * N * vector, ORDER);
    }

    private static void store(FloatVector value, MemorySegment segment, int vector) {
        value.intoMemorySegment(segment, 4L * N * vector, ORDER);
    }

    private static FloatVector splat(MemorySegment segment, long offset) {
        return FloatVector.broadcast(S, segment.get(ValueLayout.JAVA_FLOAT, offset));
    }
}
