package org.derain4j.engine.soak;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.derain4j.engine.soak.Call.End;

/** Calls whose thread is interrupted, and how long each took to end then. */
final class Interruptions {

    /** Far more than is promised: a soak shares its cores. */
    private static final long MOST_NANOS = 5_000_000_000L;

    private final List<Long> nanos = new CopyOnWriteArrayList<>();

    /** When a thread was interrupted, if it was, and whether it still may be. */
    private static final class Shot {

        private final Thread target = Thread.currentThread();
        private long sent;
        private boolean over;

        synchronized void fire() {
            if (!over) {
                sent = System.nanoTime();
                target.interrupt();
            }
        }

        synchronized long end() {
            over = true;
            return sent;
        }
    }

    /** Interrupts this thread after a while, unless it has ended by then. */
    End call(ScheduledExecutorService timer, long delayNanos, Supplier<End> work) {
        Shot shot = new Shot();
        timer.schedule(shot::fire, delayNanos, TimeUnit.NANOSECONDS);
        try {
            End end = expect(work);
            if (shot.end() != 0) {
                ended(shot.end()); // it came at the very end
            }
            return end;
        } finally {
            shot.end();
            Thread.interrupted();
        }
    }

    /** Work whose thread may be interrupted. */
    End expect(Supplier<End> work) {
        try {
            return work.get();
        } catch (CancellationException e) {
            if (!Thread.currentThread().isInterrupted()) {
                throw new AssertionError("a call was cancelled by an interrupt and has taken its status away", e);
            }
            return End.GIVEN_UP;
        }
    }

    /** Whether something that was interrupted then should have ended. */
    boolean isTooLate(long sent) {
        return System.nanoTime() - sent > MOST_NANOS;
    }

    /** One that has. */
    void ended(long sent) {
        nanos.add(System.nanoTime() - sent);
        if (isTooLate(sent)) {
            throw new AssertionError("a call was interrupted and went on for " + (System.nanoTime() - sent) / 1_000_000
                    + " ms");
        }
    }

    @Override
    public String toString() {
        double[] millis = nanos.stream().mapToDouble(n -> n / 1e6).sorted().toArray();
        return millis.length == 0
                ? "Nothing was interrupted."
                : String.format(Locale.ROOT,
                        "%d calls were interrupted: half ended within %.0f ms, nine of ten within %.0f, all within %.0f.",
                        millis.length, millis[millis.length / 2], millis[millis.length * 9 / 10],
                        Arrays.stream(millis).max().orElse(0));
    }
}
