package org.derain4j.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.LevelTransfer;
import org.derain4j.kernels.backend.LevelTransfer.Crop;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes that the device makes values of, and values that it makes bytes of, beside what the host would make of them. */
@Tag("slow")
class DeviceLevelsTest {

    /** Pieces of 372 rows: two of them and a bit. */
    private static final Shape LARGE = new Shape(1000, 939, 3);

    /** Every row is a piece, larger than most. */
    private static final Shape WIDE = new Shape(3, 400_003, 3);
    private static final Shape SMALL = new Shape(5, 1, 3);

    /** Floats on either side of a place where the level changes. */
    private static final int NEAR = 200;

    @BeforeAll
    static void requireDevice() {
        OpenClDevices.require(DeviceLevelsTest.class, 7L * Precision.values().length);
    }

    @AfterEach
    void nothingIsLeftOnTheDevice() {
        assertEquals(0, Handles.live());
    }

    private record Opened(DeviceMaps maps, DeviceLevels levels) {}

    private static void with(Shape shape, Precision precision, Consumer<Opened> test) {
        with(shape, precision, DeviceHealth.AS_THEY_ARE, test);
    }

    private static void with(Shape shape, Precision precision, DeviceHealth.Codes codes, Consumer<Opened> test) {
        Program program = new Program(
                List.of(new FeatureMap("x", shape, 0), new FeatureMap("y", shape, 1), new FeatureMap("z", shape, 2)),
                List.of(new Step.Pointwise(0, Step.Function.TANH, 1), new Step.Pointwise(1, Step.Function.TANH, 2)),
                List.of(0), List.of(2));
        Handles owner = new Handles();
        try (Session session = new Session(Discovery.devices().getFirst(), new CacheFolder(null), codes, "")) {
            DeviceMaps maps = new DeviceMaps(session, program, precision, owner, Cancellation.NONE);
            test.accept(new Opened(maps, new DeviceLevels(session, maps, () -> {
            }, owner)));
            assertDoesNotThrow(maps::requireIntact);
        } finally {
            owner.close();
        }
    }

    private static LevelTransfer.Source from(byte[] levels) {
        return (y, row) -> System.arraycopy(levels, y * row.length, row, 0, row.length);
    }

    private static LevelTransfer.Sink into(byte[] levels, int row) {
        return (y, given) -> System.arraycopy(given, 0, levels, y * row, row);
    }

    /** The network's. */
    private static float[] ramp() {
        float[] values = new float[LevelTransfer.LEVELS];
        for (int x = 0; x < values.length; x++) {
            values[x] = (float) (x / 127.5 - 1);
        }
        return values;
    }

    /** Some that no half is near, or that are too large for one. */
    private static float[] table() {
        float[] values = ramp();
        values[17] = 1e-9f;
        values[18] = -70_000;
        values[19] = 0x1.002p0f; // between two halves: to the even one
        values[20] = 0x1.006p0f;
        values[21] = -0f;
        values[22] = Float.POSITIVE_INFINITY;
        values[23] = Float.MIN_VALUE;
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void everyLevelBecomesTheValueThatTheHostStores(Precision precision) {
        for (Shape shape : List.of(LARGE, WIDE, SMALL, new Shape(16, 16, 1))) {
            byte[] levels = new byte[(int) shape.floats()];
            new Random(5).nextBytes(levels);
            if (shape.floats() == LevelTransfer.LEVELS) {
                IntStream.range(0, LevelTransfer.LEVELS).forEach(i -> levels[i] = (byte) i);
            }
            float[] table = table();
            float[] values = new float[levels.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = table[Byte.toUnsignedInt(levels[i])];
            }
            with(shape, precision, opened -> {
                float[] expected = new float[values.length];
                opened.maps.write(0, 0, shape.height(), values);
                opened.maps.read(0, 0, shape.height(), expected);
                opened.maps.write(0, 0, shape.height(), new float[values.length]);
                opened.levels.write(0, table, from(levels), Cancellation.NONE);
                float[] actual = new float[values.length];
                opened.maps.read(0, 0, shape.height(), actual);
                assertArrayEquals(bits(expected), bits(actual));
            });
        }
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
    }

    @ParameterizedTest
    @EnumSource
    void valuesBecomeTheLevelsThatTheHostWouldGive(Precision precision) {
        float[] values = precision == Precision.HALF ? everyHalf() : aroundEveryChange();
        Shape shape = new Shape(Math.ceilDiv(values.length, 999), 333, 3);
        float[] padded = Arrays.copyOf(values, (int) shape.floats());
        with(shape, precision, opened -> {
            opened.maps.write(2, 0, shape.height(), padded);
            for (boolean nearest : new boolean[]{false, true}) {
                byte[] levels = new byte[padded.length];
                assertTrue(opened.levels.read(new Crop(2, shape.height(), shape.width(), nearest),
                        into(levels, shape.rowFloats()), Cancellation.NONE));
                for (int i = 0; i < padded.length; i++) {
                    int expected = level(padded[i], nearest);
                    if (expected != Byte.toUnsignedInt(levels[i])) {
                        assertEquals(expected, Byte.toUnsignedInt(levels[i]), Float.toHexString(padded[i]) + nearest);
                    }
                }
            }
        });
    }

    /** As the engine has it. */
    private static int level(float value, boolean nearest) {
        return (int) (Math.clamp((value + 1) * 127.5f, 0f, 255f) + (nearest ? 0.5 : 0));
    }

    private static float[] everyHalf() {
        float[] finite = new float[1 << 16];
        int count = 0;
        for (int bits = 0; bits < finite.length; bits++) {
            float value = Float.float16ToFloat((short) bits);
            if (Float.isFinite(value)) {
                finite[count++] = value;
            }
        }
        assertEquals(0xf800, count);
        return Arrays.copyOf(finite, count);
    }

    /** Every float near a value of k or k + 1/2 levels, some anywhere, and the ends. */
    private static float[] aroundEveryChange() {
        float[] values = new float[2 * 257 * (2 * NEAR + 1) + 100_000 + 8];
        int count = 0;
        for (int half = -1; half <= 512; half++) {
            float value = (float) (half / 255.0 - 1);
            int bits = Float.floatToRawIntBits(value);
            for (int i = -NEAR; i <= NEAR; i++) {
                values[count++] = value == 0 ? i * Float.MIN_VALUE : Float.intBitsToFloat(bits + i);
            }
        }
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            values[count++] = random.nextFloat(-1.1f, 1.1f);
        }
        for (float end : new float[]{0, -0f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_NORMAL, 1e30f, -1.0000001f,
            3}) {
            values[count++] = end;
        }
        assertEquals(values.length, count);
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotFiniteIsToldUnlessItIsCutOff(Precision precision) {
        int row = LARGE.rowFloats();
        int rows = 990;
        int columns = 937;
        float[] values = new float[(int) LARGE.floats()];
        with(LARGE, precision, opened -> {
            for (int place : new int[]{0, columns * 3 - 1, 371 * row, 372 * row + 5, 989 * row + columns * 3 - 1}) {
                for (float bad : new float[]{Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                    assertEquals(place / row / 372 * 372, rowsUntil(opened, values, place, bad, rows, columns));
                }
            }
            for (int place : new int[]{columns * 3, row - 1, 989 * row + columns * 3, 990 * row, values.length - 1}) {
                assertEquals(rows, rowsUntil(opened, values, place, Float.NaN, rows, columns));
            }
        });
    }

    /** How many rows come. */
    private static int rowsUntil(Opened opened, float[] values, int place, float bad, int rows, int columns) {
        values[place] = bad;
        opened.maps.write(2, 0, LARGE.height(), values);
        values[place] = 0;
        AtomicInteger came = new AtomicInteger();
        boolean finite = opened.levels.read(new Crop(2, rows, columns, true), (y, levels) -> {
            assertEquals(came.getAndIncrement(), y);
            assertEquals((byte) 128, levels[y % (columns * 3)]);
        }, Cancellation.NONE);
        assertEquals(finite, came.get() == rows);
        return came.get();
    }

    @ParameterizedTest
    @EnumSource
    void whatEndsEarlyDoesNoHarmToTheNext(Precision precision) {
        CancellationException enough = new CancellationException("enough");
        byte[] levels = new byte[(int) LARGE.floats()];
        new Random(6).nextBytes(levels);
        float[] table = ramp();
        with(LARGE, precision, opened -> {
            for (int end = 0; end < 3; end++) {
                int last = end;
                AtomicInteger asked = new AtomicInteger();
                Cancellation cancellation = () -> {
                    if (asked.getAndIncrement() == last) {
                        throw enough;
                    }
                };
                assertSame(enough, assertThrows(CancellationException.class,
                        () -> opened.levels.write(0, table, from(levels), cancellation)));
                asked.set(0);
                assertSame(enough, assertThrows(CancellationException.class, () -> opened.levels
                        .read(new Crop(0, 1000, 939, true), into(new byte[levels.length], 2817), cancellation)));
                assertSame(enough, assertThrows(CancellationException.class, () -> opened.levels.write(0, table,
                        (y, row) -> {
                            if (y == last * 499) {
                                throw enough;
                            }
                        }, Cancellation.NONE)));
                opened.levels.write(0, table, from(levels), Cancellation.NONE);
                assertSame(enough, assertThrows(CancellationException.class,
                        () -> opened.levels.read(new Crop(0, 1000, 939, true), (y, row) -> {
                            if (y == last * 499) {
                                throw enough;
                            }
                        }, Cancellation.NONE)));
            }
            float[] values = new float[levels.length];
            opened.maps.read(0, 0, 1000, values);
            byte[] came = new byte[levels.length];
            assertTrue(opened.levels.read(new Crop(0, 1000, 939, true), into(came, 2817), Cancellation.NONE));
            for (int i = 0; i < came.length; i++) {
                if ((byte) level(values[i], true) != came[i]) {
                    assertEquals((byte) level(values[i], true), came[i], "at " + i);
                }
            }
        });
    }

    /** The first rows and columns of what has been written by levels; none, too. */
    @ParameterizedTest
    @EnumSource
    void aPartIsGivenByItself(Precision precision) {
        with(new Shape(7, 5, 3), precision, opened -> {
            opened.levels.write(0, ramp(), (y, row) -> Arrays.fill(row, (byte) (y * 31)), Cancellation.NONE);
            for (int rows : new int[]{0, 1, 6, 7}) {
                AtomicInteger came = new AtomicInteger();
                assertTrue(opened.levels.read(new Crop(0, rows, 5, true), (y, row) -> {
                    assertEquals(came.getAndIncrement(), y);
                    assertEquals((byte) (y * 31), row[14]);
                }, Cancellation.NONE));
                assertEquals(rows, came.get());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotFitIsRefused(Precision precision) {
        with(SMALL, precision, opened -> {
            LevelTransfer.Source none = (y, row) -> {
                throw new AssertionError("asked for row " + y);
            };
            for (Runnable use : List.<Runnable>of(() -> opened.levels.write(0, new float[255], none, Cancellation.NONE),
                    () -> opened.levels.write(1, table(), none, Cancellation.NONE),
                    () -> opened.levels.write(3, table(), none, Cancellation.NONE),
                    () -> opened.levels.read(new Crop(1, 5, 1, true), (_, _) -> {
                    }, Cancellation.NONE), () -> opened.levels.read(new Crop(2, 6, 1, true), (_, _) -> {
                    }, Cancellation.NONE), () -> opened.levels.read(new Crop(2, 5, 2, true), (_, _) -> {
                    }, Cancellation.NONE), () -> new Crop(2, -1, 1, true), () -> new Crop(2, 1, -1, true))) {
                assertFalse(assertThrows(IllegalArgumentException.class, use::run).getMessage().isBlank());
            }
        });
    }

    /** The device works while the host does, but never on the same memory. */
    @ParameterizedTest
    @EnumSource
    void oneStagingBufferIsTheHostsWhileTheOtherIsTheDevices(Precision precision) {
        List<String> seen = new ArrayList<>();
        Map<String, String> words = Map.of("clEnqueueWriteBuffer", "copy", "clEnqueueReadBuffer", "copy",
                "a step on the device",
                "wait", "clFinish", "end");
        with(LARGE, precision, (call, code) -> {
            if (words.containsKey(call)) {
                seen.add(words.get(call));
            }
            return code;
        }, opened -> {
            seen.clear();
            opened.levels.write(0, ramp(), (y, _) -> {
                if (y % 372 == 0) {
                    seen.add("fill");
                }
            }, Cancellation.NONE);
            assertEquals("copy fill copy fill copy wait fill copy end", String.join(" ", seen));
            seen.clear();
            opened.levels.read(new Crop(0, 1000, 939, true), (y, _) -> {
                if (y % 372 == 0) {
                    seen.add("empty");
                }
            }, Cancellation.NONE);
            assertEquals("copy copy copy copy wait empty copy wait empty wait empty end", String.join(" ", seen));
        });
    }
}
