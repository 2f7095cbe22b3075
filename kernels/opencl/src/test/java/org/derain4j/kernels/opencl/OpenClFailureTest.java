package org.derain4j.kernels.opencl;

import static org.jocl.CL.CL_DEVICE_NOT_AVAILABLE;
import static org.jocl.CL.CL_INVALID_COMMAND_QUEUE;
import static org.jocl.CL.CL_MEM_OBJECT_ALLOCATION_FAILURE;
import static org.jocl.CL.CL_OUT_OF_RESOURCES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.derain4j.kernels.Backends;
import org.derain4j.kernels.BandChain;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.DeviceException;
import org.derain4j.kernels.backend.DeviceException.Reason;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.LevelTransfer;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.BandPolicy;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Too little memory, and devices that fail in the middle: the right words, nothing left on the device, never a result. */
class OpenClFailureTest {

    /** 1 MB a map. */
    private static final Shape SHAPE = new Shape(256, 256, 4);
    private static final Parameters NO_FILTERS = new Parameters(Map.of());

    /** What calls are taken for, after so many that succeed. */
    private String failing;
    private int code;
    private int after;

    @BeforeAll
    static void requireDevice() {
        OpenClDevices.require(OpenClFailureTest.class, 22);
    }

    @AfterEach
    void nothingIsLeftOnTheDevice() {
        System.clearProperty(MemoryLimit.PROPERTY);
        assertEquals(0, Handles.live());
    }

    /** x, then tanh of it twenty times, each in the place of the one before: more steps than are queued ahead. */
    private static Program program() {
        List<FeatureMap> maps = Stream.iterate(0, i -> i + 1).limit(21)
                .map(i -> new FeatureMap("map" + i, SHAPE, Math.min(i, 1)))
                .toList();
        List<Step> steps = Stream.iterate(0, i -> i + 1).limit(20)
                .map(i -> (Step) new Step.Pointwise(i, Step.Function.TANH, i + 1)).toList();
        return new Program(maps, steps, List.of(0), List.of(20));
    }

    private static float[] input() {
        float[] x = new float[(int) SHAPE.floats()];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 13 - 6;
        }
        return x;
    }

    private Backend failingBackend(String call, int its) {
        failing = call;
        code = its;
        after = Integer.MAX_VALUE; // not while it is prepared
        DeviceHandle device = Discovery.devices().getFirst();
        Session session = new Session(device, new CacheFolder(null),
                (name, real) -> name.contains(failing) && after-- <= 0
                        ? code
                        : real,
                "");
        return new OpenClBackend(session, Numerics.EXACT, Tiles.ofFamily(device, Numerics.EXACT),
                MemoryLimit.of(device.device()));
    }

    @Test
    void tooLargeForTheDeviceIsRefusedBeforehandWithFigures() {
        System.setProperty(MemoryLimit.PROPERTY, "2");
        try (Backend backend = Backends.open(Backends.OPENCL, 1, false)) {
            int live = Handles.live();
            // the input, and one place for all else: 2 MB and their guards
            DeviceException e = assertThrows(DeviceException.class, () -> backend.prepare(program(), NO_FILTERS));
            assertEquals(Reason.MEMORY, e.reason());
            assertTrue(
                    e.getMessage()
                            .matches("this picture takes 3 MB on .*, which has 2 MB; scale the picture down.*"),
                    e.getMessage());
            assertEquals(2 * (SHAPE.floats() + 2 * DeviceMaps.GUARD) * Float.BYTES + DeviceLevels.bytes(program()),
                    backend.room(program(), NO_FILTERS).deviceBytes());
            assertEquals(e.getMessage(), backend.room(program(), NO_FILTERS).refusal());
            assertEquals(live, Handles.live());
        }
        System.setProperty(MemoryLimit.PROPERTY, "a lot");
        DeviceException e = assertThrows(DeviceException.class, () -> Backends.open(Backends.OPENCL, 1, false));
        assertTrue(e.getMessage().contains("no number of MB"), e.getMessage());
    }

    @Test
    void aMapTooLargeForOneBufferIsRefusedToo() {
        DeviceHandle device = Discovery.devices().getFirst();
        MemoryLimit narrow = new MemoryLimit(device.device(), Long.MAX_VALUE, 1 << 20);
        try (Backend backend = new OpenClBackend(new Session(device, new CacheFolder(null)), Numerics.EXACT,
                Tiles.ofFamily(device, Numerics.EXACT), narrow)) {
            DeviceException e = assertThrows(DeviceException.class, () -> backend.prepare(program(), NO_FILTERS));
            assertEquals(Reason.MEMORY, e.reason());
            assertTrue(e.getMessage().contains("a map of this picture takes 2 MB")
                    && e.getMessage().contains("maps of up to 1 MB"), e.getMessage());
        }
        try (Backend half = new OpenClBackend(new Session(device, new CacheFolder(null)),
                new Numerics(Precision.HALF, Numerics.Products.ITEMS),
                Tiles.ofFamily(device, Numerics.EXACT), narrow)) {
            assertNull(half.room(program(), NO_FILTERS).refusal());
        }
    }

    /** A band's rows would be small launches by the hundred: who plans asks the backend, which wants none. */
    @Test
    void bandsAreRefused() {
        BandChain chain = BandChain.all().getLast();
        try (Backend backend = Backends.open(Backends.OPENCL, 1, false)) {
            assertEquals(BandPolicy.NONE, backend.bands());
            for (ThrowingSupplier<?> use : List.<ThrowingSupplier<?>>of(
                    () -> backend.room(chain.banded(), chain.weights()),
                    () -> backend.prepare(chain.banded(), chain.weights()))) {
                assertTrue(assertThrows(IllegalArgumentException.class, use::get).getMessage()
                        .contains("whole maps only"));
            }
            assertFalse(chain.run(chain.whole(), backend).isEmpty());
        }
    }

    /** What other programs hold is found only when memory is taken. */
    @ParameterizedTest
    @MethodSource("memoryFailures")
    void memoryThatIsGoneIsSaid(String call, int its, int first) {
        try (Backend backend = failingBackend(call, its)) {
            run(backend); // what is compiled is kept
            int live = Handles.live();
            after = first;
            DeviceException e = assertThrows(DeviceException.class, () -> backend.prepare(program(), NO_FILTERS));
            assertEquals(Reason.MEMORY, e.reason());
            assertTrue(e.getMessage().contains(call) && e.getMessage().contains("end other programs"), e.getMessage());
            assertEquals(live, Handles.live());
            after = Integer.MAX_VALUE;
            assertEquals(0, run(backend)[6]);
        }
    }

    static Stream<Arguments> memoryFailures() {
        return Stream.of(Arguments.of("clEnqueueWriteBuffer", CL_MEM_OBJECT_ALLOCATION_FAILURE, 3),
                Arguments.of("clEnqueueWriteBuffer", CL_OUT_OF_RESOURCES, 0),
                Arguments.of("clCreateKernel", CL_OUT_OF_RESOURCES, 5));
    }

    /** Some drivers take memory only when a kernel needs it. */
    @Test
    void memoryThatIsGoneInTheMiddleOfARunIsSaid() {
        try (Backend backend = failingBackend("clEnqueueNDRangeKernel", CL_MEM_OBJECT_ALLOCATION_FAILURE);
                Executable executable = backend.prepare(program(), NO_FILTERS)) {
            executable.write(0, input());
            after = 7;
            DeviceException e = assertThrows(DeviceException.class, () -> executable.run(StepListener.NONE));
            assertEquals(Reason.MEMORY, e.reason());
            after = Integer.MAX_VALUE;
            executable.run(StepListener.NONE);
            assertArrayEquals(run(backend), executable.read(20));
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aDeviceThatIsLostIsLostForGood(String call, int its, int first) {
        try (Backend backend = failingBackend(call, its)) {
            Executable executable = backend.prepare(program(), NO_FILTERS);
            executable.write(0, input());
            after = first;
            DeviceException e = assertThrows(DeviceException.class, () -> {
                executable.run(StepListener.NONE);
                executable.read(20);
            });
            assertEquals(Reason.LOST, e.reason());
            assertTrue(e.getMessage().contains("stopped working") && e.getMessage().contains("open it again"),
                    e.getMessage());
            after = Integer.MAX_VALUE; // even if it seems to work again
            for (Runnable use : List.<Runnable>of(() -> executable.run(StepListener.NONE), () -> executable.read(20),
                    () -> executable.write(0, input()), () -> backend.prepare(program(), NO_FILTERS))) {
                assertEquals(e.getMessage(), assertThrows(DeviceException.class, use::run).getMessage());
            }
            executable.close();
        }
    }

    static Stream<Arguments> losses() {
        return Stream.of(Arguments.of("clEnqueueNDRangeKernel", CL_OUT_OF_RESOURCES, 18),
                Arguments.of("clEnqueueNDRangeKernel", CL_INVALID_COMMAND_QUEUE, 0),
                Arguments.of("a step on the device", CL_DEVICE_NOT_AVAILABLE, 2),
                Arguments.of("a step on the device", CL_OUT_OF_RESOURCES, 19),
                Arguments.of("clFlush", CL_OUT_OF_RESOURCES, 4),
                Arguments.of("clFinish", CL_OUT_OF_RESOURCES, 0),
                Arguments.of("clEnqueueReadBuffer", CL_OUT_OF_RESOURCES, 0));
    }

    /** Pixels that come and go as bytes take memory of their own, and wait in places of their own. */
    @ParameterizedTest
    @MethodSource("levelFailures")
    void aDeviceThatFailsWhileItConvertsIsSaid(String call, int its, int first, Reason reason) {
        try (Backend backend = failingBackend(call, its);
                Executable executable = backend.prepare(program(), NO_FILTERS)) {
            after = first;
            DeviceException e = assertThrows(DeviceException.class, () -> convert(executable));
            assertEquals(reason, e.reason());
            assertTrue(e.getMessage().contains(call), e.getMessage());
            after = Integer.MAX_VALUE;
            if (reason == Reason.MEMORY) {
                convert(executable);
            } else {
                assertEquals(e.getMessage(),
                        assertThrows(DeviceException.class, () -> convert(executable)).getMessage());
            }
        }
    }

    private static void convert(Executable executable) {
        LevelTransfer levels = executable.levels().orElseThrow();
        levels.write(0, new float[LevelTransfer.LEVELS], (y, row) -> {
        }, Cancellation.NONE);
        AtomicInteger rows = new AtomicInteger();
        assertTrue(levels.read(new LevelTransfer.Crop(0, 256, 256, true), (y, row) -> {
            assertEquals((byte) 128, row[y]);
            rows.getAndIncrement();
        }, Cancellation.NONE));
        assertEquals(256, rows.get());
    }

    static Stream<Arguments> levelFailures() {
        return Stream.of(Arguments.of("clCreateKernel", CL_OUT_OF_RESOURCES, 1, Reason.MEMORY),
                Arguments.of("clCreateBuffer", CL_MEM_OBJECT_ALLOCATION_FAILURE, 4, Reason.MEMORY),
                Arguments.of("clEnqueueMapBuffer", CL_OUT_OF_RESOURCES, 1, Reason.MEMORY),
                Arguments.of("clEnqueueWriteBuffer", CL_MEM_OBJECT_ALLOCATION_FAILURE, 1, Reason.MEMORY),
                Arguments.of("clEnqueueNDRangeKernel", CL_MEM_OBJECT_ALLOCATION_FAILURE, 1, Reason.MEMORY),
                Arguments.of("clEnqueueReadBuffer", CL_OUT_OF_RESOURCES, 0, Reason.LOST),
                Arguments.of("a step on the device", CL_DEVICE_NOT_AVAILABLE, 0, Reason.LOST),
                Arguments.of("clFinish", CL_OUT_OF_RESOURCES, 1, Reason.LOST));
    }

    private static float[] run(Backend backend) {
        try (Executable executable = backend.prepare(program(), NO_FILTERS)) {
            executable.write(0, input());
            executable.run(StepListener.NONE);
            return executable.read(20);
        }
    }
}
