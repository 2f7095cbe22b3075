package org.derain4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.Program;

/** What ends early does so with what it was ended by, at any moment, and the next run is whole. */
public final class CancellationContract {

    private static final int MOMENTS = 25;

    private CancellationContract() {}

    /** Lets so many checks pass, on whatever threads, and fails the others. */
    private static final class After implements Cancellation {

        final CancellationException thrown = new CancellationException("enough");
        final AtomicInteger checks = new AtomicInteger();
        private final int passing;

        After(int passing) {
            this.passing = passing;
        }

        @Override
        public void check() {
            if (checks.getAndIncrement() >= passing) {
                throw thrown;
            }
        }
    }

    /** Ends the preparation at each of its moments, and runs at many of theirs. */
    public static void holds(BandChain chain, Program program, Backend backend) {
        Map<Integer, float[]> expected = chain.run(program, backend);
        prepared(chain, program, backend);
        try (Executable executable = chain.filled(program, backend)) {
            After never = new After(Integer.MAX_VALUE);
            executable.run(StepListener.NONE, never);
            assertTrue(never.checks.get() >= program.steps().size(), chain + ": " + never.checks);
            for (int i = 0; i < MOMENTS; i++) {
                After after = new After((int) ((long) never.checks.get() * i / MOMENTS));
                run(executable, after, chain);
                if (i % 5 == 0) {
                    executable.run(StepListener.NONE);
                    expected.forEach((map, values) -> assertArrayEquals(values, executable.read(map), 0,
                            chain + " after " + after.passing));
                }
            }
        }
    }

    /** Threads that wait ask as well, so that a run may have fewer checks than another. */
    private static void run(Executable executable, After after, BandChain chain) {
        try {
            executable.run(StepListener.NONE, after);
            assertTrue(after.passing > 0 && after.checks.get() <= after.passing, chain + " after " + after.passing);
        } catch (CancellationException e) {
            assertSame(after.thrown, e);
        }
    }

    private static void prepared(BandChain chain, Program program, Backend backend) {
        for (int passing = 0;; passing++) {
            After after = new After(passing);
            try {
                backend.prepare(program, chain.weights(), null, after).close();
                assertTrue(passing > 0, "nobody asked");
                return;
            } catch (CancellationException e) {
                assertSame(after.thrown, e);
            }
        }
    }
}
