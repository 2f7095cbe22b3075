package org.derain4j.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.LogLines;
import org.derain4j.kernels.OpCase;
import org.derain4j.kernels.RandomCases;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Device;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.opencl.Numerics.Products;
import org.derain4j.kernels.program.Step;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kernels of tensor cores on any device, with their instruction emulated. The definition is computed from inputs and filters
 * that are rounded as these kernels must round them, so that nothing but sums may differ.
 */
@Tag("slow")
class OpenClTensorCoresTest {

    /** As for single precision: products of rounded values are exact. */
    private static final double SUMS = 3e-6;

    /** Half a unit in the last place of a half. */
    private static final double HALF_RESULT = 0x1p-11;

    /** Every so many of the convolutions and LSTMs. */
    private static final int EVERY = 11;
    private static final int EVERY_OTHER_TILE = 41;

    @TempDir
    Path folder;

    @BeforeAll
    static void requireDevice() {
        OpenClDevices.require(OpenClTensorCoresTest.class, 12);
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, names = {"TF32", "HALF"})
    void meetsTheDefinitionOfRoundedProducts(Precision precision) {
        try (Backend backend = OpenClDevices.open(new Numerics(precision, Products.EMULATION))) {
            System.out.printf("%s: %d of %d convolutions and LSTMs on %s%n", getClass().getSimpleName(),
                    check(backend, precision, EVERY), convolutions().size(), backend.describe());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, names = {"TF32", "HALF"})
    void theyAreOpenedByName(Precision precision) {
        try (Backend backend = emulated(precision)) {
            assertTrue(backend.describe().contains("emulated tensor cores, tiles family emulated"), backend.describe());
        }
    }

    /** Filters in local memory, inputs in several chunks and padded, several blocks, work-groups in both directions. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "TF32; WARPS_C=1 WARPS_X=2 WARPS_Y=1 TILES_Y=1 TILES_C=4 ALL_BLOCKS=0 CHUNK=16 PATCH_PAD=8 FILTER_LOCAL=1 FINISH=2 TOGETHER=0",
        "TF32; WARPS_C=1 WARPS_X=1 WARPS_Y=2 TILES_Y=2 TILES_C=3 ALL_BLOCKS=1 CHUNK=0 PATCH_PAD=16 FILTER_LOCAL=0 FINISH=1 TOGETHER=1",
        "HALF; WARPS_C=1 WARPS_X=2 WARPS_Y=1 TILES_Y=1 TILES_C=4 ALL_BLOCKS=0 CHUNK=32 PATCH_PAD=16 FILTER_LOCAL=1 FINISH=8 TOGETHER=1",
        "HALF; WARPS_C=1 WARPS_X=1 WARPS_Y=4 TILES_Y=4 TILES_C=8 ALL_BLOCKS=0 CHUNK=16 PATCH_PAD=0 FILTER_LOCAL=1 FINISH=4 TOGETHER=0"})
    void otherTilesMeetItToo(Precision precision, String tile) {
        try (Backend backend = OpenClDevices.open(new Numerics(precision, Products.EMULATION), tile)) {
            assertTrue(check(backend, precision, EVERY_OTHER_TILE) > 5);
        }
    }

    @Test
    void whatIsNoNumberStaysNone() {
        OpCase some = RandomCases.all().getFirst();
        OpCase none = some.rounded(List.of(0), null, values -> {
            float[] nan = new float[values.length];
            java.util.Arrays.fill(nan, Float.intBitsToFloat(-1));
            return nan;
        });
        for (Precision precision : List.of(Precision.TF32, Precision.HALF)) {
            try (Backend backend = OpenClDevices.open(new Numerics(precision, Products.EMULATION))) {
                none.run(backend).values().forEach(values -> assertTrue(Float.isNaN(values[0])));
            }
        }
    }

    @Test
    void whereThereAreNoneTf32IsRefusedAndHalfSaysSo() {
        System.setProperty(TensorCores.PROPERTY, TensorCores.NONE);
        try {
            DeviceException e = assertThrows(DeviceException.class, () -> Backends.open("opencl:0:tf32", 1, false));
            assertTrue(e.getMessage().startsWith("opencl:0:tf32 cannot be used: ")
                    && e.getMessage().endsWith("use opencl:0 for single precision"), e.getMessage());
            LogLines.ALL.clear();
            try (Backend backend = Backends.open("opencl:0:half", 1, false)) {
                assertTrue(backend.describe().contains("maps in half precision, tiles"), backend.describe());
            }
            assertEquals(1,
                    LogLines.ALL.stream().filter(line -> line.contains("multiplies in single precision")).count(),
                    LogLines.ALL.toString());
        } finally {
            System.clearProperty(TensorCores.PROPERTY);
        }
    }

    /** Only NVIDIA's devices may pass; PoCL on a CPU must not. */
    @Test
    void aDeviceWithoutThemIsToldSo() {
        if (Backends.devices().found().getFirst().kind() != Device.Kind.CPU) {
            System.out.println("OpenClTensorCoresTest: 1 case skipped: the first device is no CPU");
            return;
        }
        DeviceException e = assertThrows(DeviceException.class, () -> Backends.open("opencl:tf32", 1, false));
        assertTrue(e.getMessage().contains("has no tensor cores that OpenCL can reach"), e.getMessage());
    }

    @Test
    void tilesOfTheOtherKindAreRefused() throws IOException {
        Path file = folder.resolve("tiles.properties");
        Files.writeString(file, "default = PIXELS=8 ROWS=1");
        System.setProperty(Tiles.PROPERTY, file.toString());
        try {
            DeviceException e = assertThrows(DeviceException.class, () -> emulated(Precision.TF32));
            assertTrue(e.getMessage().contains("WARPS_C is null"), e.getMessage());
        } finally {
            System.clearProperty(Tiles.PROPERTY);
        }
    }

    private static Backend emulated(Precision precision) {
        System.setProperty(TensorCores.PROPERTY, TensorCores.EMULATED);
        try {
            return Backends.open(Backends.OPENCL + precision.suffix(), 1, false);
        } finally {
            System.clearProperty(TensorCores.PROPERTY);
        }
    }

    private static List<OpCase> convolutions() {
        return RandomCases.all().stream().filter(OpCase::isConvolution).toList();
    }

    /** Checks every so many cases and returns how many. */
    private static int check(Backend backend, Precision precision, int every) {
        List<OpCase> cases = convolutions();
        int checked = 0;
        for (int i = 0; i < cases.size(); i += every, checked++) {
            OpCase c = cases.get(i);
            Map<Integer, float[]> actual = c.run(backend);
            rounded(c, precision).expected().forEach(
                    (map, expected) -> assertClose(precision, expected, actual.get(map), c + ", map " + map));
        }
        return checked;
    }

    /** With the values that the products are formed from. */
    private static OpCase rounded(OpCase c, Precision precision) {
        List<Integer> operands;
        String filter;
        switch (c.step()) {
            case Step.Convolution s -> {
                operands = s.inputs();
                filter = s.filter();
            }
            case Step.ConvLstm s -> {
                operands = List.of(s.input(), s.hidden());
                filter = s.filter();
            }
            case Step.ConvLstmZeroState s -> {
                operands = List.of(s.input());
                filter = s.filter();
            }
            default -> throw new IllegalArgumentException(c + " is no convolution");
        }
        List<Integer> rounded = precision == Precision.HALF ? c.step().reads() : operands; // halves are stored in any map
        return c.rounded(rounded, filter, values -> {
            float[] fewer = new float[values.length];
            for (int i = 0; i < fewer.length; i++) {
                fewer[i] = precision.rounded(values[i]);
            }
            return fewer;
        });
    }

    private static void assertClose(Precision precision, double[] expected, float[] actual, String where) {
        double largest = 1;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < actual.length; i++) {
            double allowed = SUMS * largest
                    + (precision == Precision.HALF ? HALF_RESULT * Math.max(Math.abs(expected[i]), 0x1p-14) : 0);
            int at = i;
            assertTrue(Math.abs(expected[i] - actual[i]) <= allowed,
                    () -> where + " at " + at + ": expected " + expected[at] + ", got " + actual[at]);
        }
    }
}
