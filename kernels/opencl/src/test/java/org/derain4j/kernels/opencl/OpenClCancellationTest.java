package org.derain4j.kernels.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.derain4j.kernels.BandChain;
import org.derain4j.kernels.CancellationContract;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
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
import org.junit.jupiter.api.Test;

/** A device can be ended early at any moment, too; what it is at is waited for, and not all that could be queued. */
class OpenClCancellationTest {

    private static final int STEPS = 16;
    private static final int CHANNELS = 32;

    @BeforeAll
    static void requireDevice() {
        OpenClDevices.require(OpenClCancellationTest.class, 2);
    }

    @AfterEach
    void nothingIsLeftOnTheDevice() {
        assertEquals(0, Handles.live());
    }

    @Test
    void whatEndsEarlyDoesNoHarmToTheNextRun() {
        try (Backend backend = OpenClDevices.open(Numerics.EXACT)) {
            for (BandChain chain : List.of(BandChain.all().getFirst(), BandChain.all().getLast())) {
                CancellationContract.holds(chain, chain.whole(), backend);
            }
        }
    }

    /** As many steps as a device has queued at most where they are short, each a good while for the device. */
    @Test
    void aRunOfLongStepsWaitsForFewOfThem() {
        try (Backend backend = OpenClDevices.open(Numerics.EXACT)) {
            int side = 64;
            while (seconds(backend, side) < STEPS * 0.04) {
                side *= 2;
            }
            try (Executable executable = backend.prepare(convolutions(side), weights())) {
                executable.run(StepListener.NONE);
                long begin = System.nanoTime();
                executable.run(StepListener.NONE);
                long whole = System.nanoTime() - begin;
                AtomicLong asked = new AtomicLong();
                CancellationException enough = new CancellationException("enough");
                assertSame(enough, assertThrows(CancellationException.class, () -> executable.run((done, total) -> {
                    if (done == 2) {
                        asked.set(System.nanoTime());
                    }
                }, () -> {
                    if (asked.get() != 0) {
                        throw enough;
                    }
                })));
                long waited = System.nanoTime() - asked.get();
                assertTrue(waited < whole / 4, waited / 1e6 + " ms of " + whole / 1e6);
            }
        }
    }

    private static double seconds(Backend backend, int side) {
        try (Executable executable = backend.prepare(convolutions(side), weights())) {
            executable.run(StepListener.NONE);
            long begin = System.nanoTime();
            executable.run(StepListener.NONE);
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private static Program convolutions(int side) {
        Shape shape = new Shape(side, side, CHANNELS);
        return new Program(IntStream.range(0, 2).mapToObj(map -> new FeatureMap("map" + map, shape, map)).toList(),
                IntStream.range(0, STEPS).<Step>mapToObj(step -> new Step.Convolution(List.of(step % 2), Window.CONV,
                        "w", Epilogue.NONE, 1 - step % 2)).toList(),
                List.of(0), List.of(0));
    }

    private static Parameters weights() {
        return new Parameters(Map.of("w",
                new Parameter(List.of(3, 3, CHANNELS, CHANNELS), new float[9 * CHANNELS * CHANNELS])));
    }
}
