package org.derain4j.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.BandChain;
import org.derain4j.kernels.OpCase;
import org.derain4j.kernels.RandomCases;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.program.Program;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half precision, and the tiles of other devices than the one that is tested on. */
@Tag("slow")
class OpenClVariantsTest {

    /** Every so many cases: the contract test runs all of them with the device's own tiles. */
    private static final int EVERY = 19;

    @TempDir
    Path folder;

    @BeforeAll
    static void requireDevice() {
        OpenClDevices.require(OpenClVariantsTest.class, 6);
    }

    @Test
    void stepsAreToldOfOneByOne() {
        BandChain chain = BandChain.all().getFirst();
        Program program = chain.whole();
        List<Integer> told = new ArrayList<>();
        try (Backend backend = Backends.open(Backends.OPENCL, 1, false);
                Executable executable = backend.prepare(program, chain.weights())) {
            executable.run((done, total) -> {
                assertEquals(5, total);
                told.add(done);
            });
            assertThrows(IllegalStateException.class, () -> executable.run((_, _) -> {
                throw new IllegalStateException("stop");
            }));
            executable.run((_, _) -> {
            });
        }
        assertEquals(List.of(1, 2, 3, 4, 5), told);
    }

    @Test
    void halfPrecisionIsAsFarOffAsItsDigits() {
        try (Backend backend = Backends.open(Backends.OPENCL + ":half", 1, false)) {
            assertTrue(backend.describe().contains("half precision"), backend.describe());
            assertTrue(worst(backend, RandomCases.all()) <= 4e-3);
        }
    }

    /** Work-groups of many work-items, inputs in chunks, filters in local memory: what GPUs take. Convolutions alone have tiles. */
    @ParameterizedTest
    @ValueSource(strings = {
        "PIXELS=8 ROWS=1 VEC=4 VECS=2 LOCAL_C=8 LOCAL_X=4 LOCAL_Y=4 ALL_BLOCKS=0 CHUNK=8 DEPTH_VEC=4 PATCH_PAD=0 "
                + "FILTER_LOCAL=1 FINISH=2 TOGETHER=0",
        "PIXELS=4 ROWS=1 VEC=4 VECS=3 LOCAL_C=4 LOCAL_X=2 LOCAL_Y=4 ALL_BLOCKS=0 CHUNK=8 DEPTH_VEC=1 PATCH_PAD=1 "
                + "FILTER_LOCAL=1 FINISH=4 TOGETHER=1",
        "PIXELS=4 ROWS=2 VEC=4 VECS=1 LOCAL_C=16 LOCAL_X=2 LOCAL_Y=2 ALL_BLOCKS=1 CHUNK=16 DEPTH_VEC=4 PATCH_PAD=0 "
                + "FILTER_LOCAL=0 FINISH=0 TOGETHER=1"})
    void otherTilesMeetTheDefinition(String tile) {
        List<OpCase> convolutions = RandomCases.all().stream().filter(OpCase::isConvolution).toList();
        try (Backend backend = OpenClDevices.open(Numerics.EXACT, tile)) {
            assertTrue(worst(backend, convolutions) <= 3e-6);
        }
    }

    @Test
    void senselessTilesAreRefused() throws IOException {
        Path file = folder.resolve("tiles.properties");
        Files.writeString(file, "default = PIXELS=99");
        System.setProperty(Tiles.PROPERTY, file.toString());
        try {
            DeviceException e = assertThrows(DeviceException.class, () -> Backends.open(Backends.OPENCL, 1, false));
            assertTrue(e.getMessage().contains("PIXELS is 99"), e.getMessage());
        } finally {
            System.clearProperty(Tiles.PROPERTY);
        }
    }

    /** The largest distance of some cases, over the largest magnitude or 1. */
    private static double worst(Backend backend, List<OpCase> cases) {
        double worst = 0;
        for (int i = 0; i < cases.size(); i += EVERY) {
            Map<Integer, float[]> results = cases.get(i).run(backend);
            for (Map.Entry<Integer, double[]> expected : cases.get(i).expected().entrySet()) {
                double largest = 1;
                for (double value : expected.getValue()) {
                    largest = Math.max(largest, Math.abs(value));
                }
                float[] actual = results.get(expected.getKey());
                for (int j = 0; j < actual.length; j++) {
                    double distance = Math.abs(actual[j] - expected.getValue()[j]) / largest;
                    worst = distance <= worst ? worst : distance;
                }
            }
        }
        return worst;
    }
}
