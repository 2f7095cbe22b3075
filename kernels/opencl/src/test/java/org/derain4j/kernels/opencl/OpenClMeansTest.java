package org.derain4j.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.opencl.Numerics.Products;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Channel attention right behind the convolution that makes its map and leaves sums for it, which no step by itself does. */
@Tag("slow")
class OpenClMeansTest {

    /** Of an odd size, and of channels that no vector divides. */
    private static final Shape SHAPE = new Shape(37, 41, 20);
    private static final int REDUCED = 5;

    @BeforeAll
    static void requireDevice() {
        OpenClDevices.require(OpenClMeansTest.class, 8);
    }

    @AfterEach
    void nothingIsLeftOnTheDevice() {
        assertEquals(0, Handles.live());
    }

    /** Work-groups of one work-item and of many; few sums, and more than one work-group adds up; rows, blocks and phases in turn. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "CONV; SINGLE; PIXELS=12 ROWS=2 VEC=16 VECS=1 LOCAL_C=1 LOCAL_X=1 LOCAL_Y=1 ALL_BLOCKS=1 CHUNK=0 DEPTH_VEC=1 "
                + "PATCH_PAD=0 FILTER_LOCAL=0 FINISH=0 TOGETHER=0",
        "CONV; SINGLE; PIXELS=4 ROWS=1 VEC=4 VECS=2 LOCAL_C=8 LOCAL_X=2 LOCAL_Y=4 ALL_BLOCKS=0 CHUNK=4 DEPTH_VEC=4 "
                + "PATCH_PAD=1 FILTER_LOCAL=1 FINISH=2 TOGETHER=0",
        "CONV; HALF; PIXELS=1 ROWS=1 VEC=4 VECS=1 LOCAL_C=4 LOCAL_X=2 LOCAL_Y=2 ALL_BLOCKS=1 CHUNK=0 DEPTH_VEC=1 "
                + "PATCH_PAD=0 FILTER_LOCAL=0 FINISH=1 TOGETHER=0",
        "TRANSPOSED_STRIDE2; SINGLE; PIXELS=4 ROWS=1 VEC=4 VECS=1 LOCAL_C=8 LOCAL_X=2 LOCAL_Y=2 ALL_BLOCKS=0 CHUNK=4 "
                + "DEPTH_VEC=4 PATCH_PAD=0 FILTER_LOCAL=1 FINISH=4 TOGETHER=1",
        "TRANSPOSED_STRIDE2; SINGLE; PIXELS=6 ROWS=2 VEC=8 VECS=1 LOCAL_C=1 LOCAL_X=1 LOCAL_Y=1 ALL_BLOCKS=1 CHUNK=0 "
                + "DEPTH_VEC=1 PATCH_PAD=0 FILTER_LOCAL=0 FINISH=0 TOGETHER=0",
        "CONV; TF32; WARPS_C=1 WARPS_X=1 WARPS_Y=2 TILES_Y=1 TILES_C=2 ALL_BLOCKS=1 CHUNK=0 PATCH_PAD=0 FILTER_LOCAL=0 "
                + "FINISH=2 TOGETHER=0",
        "TRANSPOSED_STRIDE2; HALF; WARPS_C=1 WARPS_X=2 WARPS_Y=1 TILES_Y=1 TILES_C=1 ALL_BLOCKS=0 CHUNK=16 PATCH_PAD=0 "
                + "FILTER_LOCAL=1 FINISH=1 TOGETHER=1"})
    void sumsOfEveryTileGiveTheMeansOfTheDefinition(Window window, Precision precision, String tile) {
        boolean tensor = tile.startsWith("WARPS");
        Numerics numerics = new Numerics(precision, tensor ? Products.EMULATION : Products.ITEMS);
        Parameters parameters = filters(numerics);
        float[] input = values(SHAPE.floats(), 1, numerics);
        float[] expected;
        float[] actual;
        try (Backend reference = Backends.open(Backends.REFERENCE, 1, true)) {
            expected = result(reference, window, parameters, input);
        }
        try (Backend backend = OpenClDevices.open(numerics, tile)) {
            actual = result(backend, window, parameters, input);
        }
        for (int i = 0; i < expected.length; i++) {
            int at = i;
            assertTrue(
                    Math.abs(expected[i] - actual[i]) <= 2 * numerics.tolerance() * Math.max(1, Math.abs(expected[i])),
                    () -> "at " + at + ": expected " + expected[at] + ", got " + actual[at]);
        }
    }

    @Test
    void noMapIsReadForMeansThatAConvolutionHasLeft() {
        DeviceHandle device = Discovery.devices().getFirst();
        Tiles tiles = Tiles.ofFamily(device, Numerics.EXACT);
        Parameters parameters = filters(Numerics.EXACT);
        Program program = program(Window.CONV);
        try (Session session = new Session(device, new CacheFolder(null));
                Handles handles = new Handles();
                ResidentFilters resident = new ResidentFilters(session)) {
            DeviceMaps maps = new DeviceMaps(session, program, Precision.SINGLE, handles, Cancellation.NONE);
            List<String> names = new StepLaunches(new LaunchParts(session, resident, parameters, program.shapes(),
                    maps.buffers(), Precision.SINGLE, handles), tiles).of(program.singleSteps(), Cancellation.NONE)
                    .stream()
                    .flatMap(List::stream).map(Launch::name)
                    .toList();
            assertEquals(List.of("stride1", "attentionScale", "attentionApply"), names);
        }
    }

    private static float[] result(Backend backend, Window window, Parameters parameters, float[] input) {
        try (Executable executable = backend.prepare(program(window), parameters)) {
            executable.write(0, input);
            executable.run(StepListener.NONE);
            executable.run(StepListener.NONE); // nothing of the first run may be left
            return executable.read(2);
        }
    }

    private static Program program(Window window) {
        Shape out = out(window);
        return new Program(
                List.of(new FeatureMap("x", SHAPE, 0), new FeatureMap("f", out, 1), new FeatureMap("y", out, 2)),
                List.of(new Step.Convolution(List.of(0), window, "w", Epilogue.NONE, 1),
                        new Step.ChannelAttention(1, new Step.Dense("w1", "b1", "slope"),
                                new Step.Dense("w2", "b2", null), 1, 2)),
                List.of(0), List.of(2));
    }

    private static Shape out(Window window) {
        return window == Window.CONV
                ? SHAPE
                : new Shape(2 * SHAPE.height() - 1, 2 * SHAPE.width(), SHAPE.channels());
    }

    private static Parameters filters(Numerics numerics) {
        int channels = SHAPE.channels();
        Map<String, Parameter> all = new TreeMap<>();
        all.put("w", new Parameter(List.of(3, 3, channels, channels),
                values(9L * channels * channels, 1 / Math.sqrt(9.0 * channels), numerics)));
        all.put("w1",
                new Parameter(List.of(1, 1, channels, REDUCED), values((long) channels * REDUCED, 3, Numerics.EXACT)));
        all.put("b1", new Parameter(List.of(REDUCED), values(REDUCED, 1, Numerics.EXACT)));
        all.put("slope", new Parameter(List.of(REDUCED), values(REDUCED, 1, Numerics.EXACT)));
        all.put("w2",
                new Parameter(List.of(1, 1, REDUCED, channels), values((long) channels * REDUCED, 1, Numerics.EXACT)));
        all.put("b2", new Parameter(List.of(channels), values(channels, 1, Numerics.EXACT)));
        return new Parameters(all);
    }

    /** About 1, so that means are not 0; numbers that the precision has. */
    private static float[] values(long count, double deviation, Numerics numerics) {
        Random random = new Random(count);
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = numerics.precision().rounded((float) ((random.nextGaussian() + 0.5) * deviation));
        }
        return values;
    }
}
