package org.derain4j.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.opencl.Numerics.Products;
import org.derain4j.kernels.program.Epilogue;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.kernels.program.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiles for small maps on the device that there is, taken for one with so many units that all maps are small, or with none. */
@Tag("slow")
class OpenClSmallMapsTest {

    private static final int ALL_ARE_SMALL = 1 << 20;
    private static final int NONE_IS_SMALL = 0;

    @TempDir
    Path folder;

    @BeforeAll
    static void requireDevice() {
        OpenClDevices.require(OpenClSmallMapsTest.class, 7);
    }

    @AfterEach
    void nothingIsLeftOnTheDevice() {
        assertEquals(0, Handles.live());
    }

    /** The device there is, as a GPU of so many units: tiles are chosen by that. */
    private static DeviceHandle device(int units) {
        DeviceHandle there = Discovery.devices().getFirst();
        Device d = there.device();
        return new DeviceHandle(new Device(d.number(), Device.Kind.GPU, d.name(), d.vendor(), d.platform(), d.driver(),
                d.version(), units, d.memoryBytes(), d.mapBytes(), d.refusal()), there.platform(), there.id(),
                there.localBytes(), there.groupItems());
    }

    /** With every kind of step; that it is so with ordinary tiles is tested elsewhere. */
    @Test
    void aNetworkOfSmallMapsMeetsTheDefinition() {
        DeviceHandle device = device(ALL_ARE_SMALL);
        try (Session session = OpenClDevices.session(device);
                OpenClBackend backend = new OpenClBackend(session, Numerics.EXACT,
                        Tiles.ofFamily(device, Numerics.EXACT), MemoryLimit.of(device.device()))) {
            assertDoesNotThrow(() -> SelfTest.require(backend, session, Numerics.EXACT));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {ALL_ARE_SMALL, NONE_IS_SMALL})
    void aStepIsLaunchedWithTheTileOfItsMap(int units) {
        DeviceHandle device = device(units);
        Tiles tiles = Tiles.ofFamily(device, Numerics.EXACT);
        Shape in = new Shape(6, 7, 64);
        Shape out = new Shape(12, 14, 64);
        Step step = new Step.Convolution(List.of(0), Window.TRANSPOSED_STRIDE2, "w", Epilogue.NONE, 1);
        Program program = new Program(List.of(new FeatureMap("x", in, 0), new FeatureMap("y", out, 1)), List.of(step),
                List.of(0), List.of(1));
        Parameters parameters = new Parameters(
                Map.of("w", new Parameters.Parameter(List.of(3, 3, 64, 64), new float[3 * 3 * 64 * 64])));
        try (Session session = OpenClDevices.session(device);
                Handles handles = new Handles();
                ResidentFilters resident = new ResidentFilters(session)) {
            DeviceMaps maps = new DeviceMaps(session, program, Precision.SINGLE, handles, Cancellation.NONE);
            Launch launch = new StepLaunches(new LaunchParts(session, resident, parameters, program.shapes(),
                    maps.buffers(), Precision.SINGLE, handles), tiles).of(program.singleSteps(), Cancellation.NONE)
                    .getFirst().getFirst();
            Geometry g = Geometry.of((Step.Convolution) step, parameters, program.shapes(), false);
            Tile tile = tiles.of(units == ALL_ARE_SMALL ? "transposed.small" : "transposed").fitted(g);
            assertArrayEquals(new long[]{tile.group()[0], tile.group()[1], tile.group()[2]}, launch.local());
            assertEquals(PackedFilters.floats(g, tile) * Float.BYTES,
                    StepLaunches.bytes(program.singleSteps(), parameters, program.shapes(), tiles));
        }
    }

    /** What comes with the library for GPUs, tensor cores emulated. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void theLinesThatComeWithTheLibraryAreRight(Precision precision) {
        boolean single = precision == Precision.SINGLE;
        DeviceHandle device = device(ALL_ARE_SMALL);
        Tiles tiles = Tiles.ofFamily(device,
                new Numerics(precision, single ? Products.ITEMS : Products.TENSOR_CORES));
        Numerics numerics = new Numerics(precision, single ? Products.ITEMS : Products.EMULATION);
        try (Session session = OpenClDevices.session(device)) {
            for (TuningCase kind : TuningCase.all(device, numerics, tiles)) {
                if (kind.kind().endsWith(Tiles.SMALL)) {
                    Tile tile = new Tile(numerics, tiles.of(kind.kind()).values());
                    assertTrue(kind.isRight(tile, session), kind.kind());
                }
            }
        }
    }

    @Test
    void theTunerKeepsWhatItMeasuredAndSaysWhatItLeftOut() {
        CacheFolder cache = new CacheFolder(folder);
        DeviceHandle device = device(ALL_ARE_SMALL);
        List<String> log = new ArrayList<>();
        new Tuner(device, cache, Numerics.EXACT, 2, log::add).run(List.of("stride2.small"));
        Tiles family = Tiles.ofFamily(device, Numerics.EXACT);
        assertTrue(log.getFirst().matches("stride2.small +single +" + "\\{.*} +[0-9.]+ GFLOP/s"), log.getFirst());
        assertTrue(log.getFirst().contains(family.of("stride2.small").values().toString()), log.getFirst());
        Tiles measured = Tiles.measured(device, cache, Numerics.EXACT).orElseThrow();
        for (String kind : List.of("stride1", "stride2", "transposed", "stride1.small", "transposed.small")) {
            assertEquals(family.of(kind), measured.of(kind));
        }
        assertTrue(log.contains("single: stride2.small = " + Tiles.text(Map.of("", measured.of("stride2.small")))
                .replace(" = ", "").strip()), log.toString());

        log.clear();
        new Tuner(device(NONE_IS_SMALL), cache, Numerics.EXACT, 2, log::add).run(List.of("stride2.small"));
        assertEquals("stride2.small    left out: no map is small for this device", log.getFirst());
        assertEquals(measured.of("stride2.small"),
                Tiles.measured(device, cache, Numerics.EXACT).orElseThrow().of("stride2.small"));
    }
}
