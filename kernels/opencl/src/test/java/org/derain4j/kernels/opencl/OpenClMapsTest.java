package org.derain4j.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.jocl.Pointer;
import org.jocl.cl_mem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maps on the device: what is written comes back, and what is written outside is found. */
@Tag("slow")
class OpenClMapsTest {

    /** Two pieces of halves and a bit. */
    private static final Shape LARGE = new Shape(1031, 1019, 1);
    private static final Shape SMALL = new Shape(3, 5, 1);

    @BeforeAll
    static void requireDevice() {
        OpenClDevices.require(OpenClMapsTest.class, 2L * Precision.values().length);
    }

    @AfterEach
    void nothingIsLeftOnTheDevice() {
        assertEquals(0, Handles.live());
    }

    private record Opened(Session session, DeviceMaps maps) {}

    private static void with(Shape shape, Precision precision, Consumer<Opened> test) {
        Program program = new Program(List.of(new FeatureMap("x", shape, 0), new FeatureMap("y", shape, 1)),
                List.of(new Step.Pointwise(0, Step.Function.TANH, 1)), List.of(0), List.of(1));
        Handles owner = new Handles();
        try (Session session = new Session(Discovery.devices().getFirst(), new CacheFolder(null))) {
            test.accept(new Opened(session, new DeviceMaps(session, program, precision, owner, Cancellation.NONE)));
        } finally {
            owner.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsComeBackAsTheyWereWritten(Precision precision) {
        assertTrue(LARGE.floats() > 2 * HostCopy.PIECE && LARGE.floats() % HostCopy.PIECE != 0);
        float[] values = new float[(int) LARGE.floats()];
        float[] expected = values.clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 4099 - 2049) / 3f;
            expected[i] = precision == Precision.HALF ? precision.rounded(values[i]) : values[i];
        }
        with(LARGE, precision, opened -> {
            for (int[] rows : new int[][]{{700, 331}, {0, 1}, {1, 699}}) {
                opened.maps.write(0, rows[0], rows[1], rows(values, rows[0], rows[1] + 1)); // a longer array
            }
            for (int[] rows : new int[][]{{0, 1031}, {1030, 1}, {3, 1}, {5, 900}}) {
                float[] read = rows(expected, rows[0], rows[1] + 1);
                float[] untouched = read.clone();
                Arrays.fill(read, 0, rows[1] * LARGE.rowFloats(), Float.NaN);
                opened.maps.read(0, rows[0], rows[1], read);
                assertArrayEquals(untouched, read);
            }
            assertDoesNotThrow(opened.maps::requireIntact);
        });
    }

    /** From one row on; zeros beyond the last. */
    private static float[] rows(float[] values, int from, int count) {
        return Arrays.copyOfRange(values, from * LARGE.rowFloats(), (from + count) * LARGE.rowFloats());
    }

    @ParameterizedTest
    @EnumSource
    void aValueOutsideAMapIsFound(Precision precision) {
        with(SMALL, precision, opened -> {
            long end = (DeviceMaps.GUARD + SMALL.floats()) * precision.bytes();
            for (cl_mem buffer : opened.maps.buffers()) {
                for (long place : new long[]{0, (long) DeviceMaps.GUARD * precision.bytes() - 1, end,
                    end + (long) DeviceMaps.GUARD * precision.bytes() - 1}) {
                    assertDoesNotThrow(opened.maps::requireIntact);
                    opened.session.write(buffer, place, 1, Pointer.to(new byte[]{0}));
                    DeviceException e = assertThrows(DeviceException.class, opened.maps::requireIntact);
                    assertTrue(e.getMessage().contains("wrote outside its map"), e.getMessage());
                    opened.session.write(buffer, place, 1, Pointer.to(new byte[]{-1}));
                }
            }
        });
    }
}
