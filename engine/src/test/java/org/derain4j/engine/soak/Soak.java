package org.derain4j.engine.soak;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.soak.Call.End;

/** One shared derainer, called from several threads for a long time, in rounds; what it holds is counted between them. */
final class Soak implements AutoCloseable {

    private static final int MOST_OF_A_KIND = 5;

    private final Setting setting;
    private final Path folder;
    private final long patienceSeconds;
    private final Firsts firsts = new Firsts();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService callers;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<Call, Map<End, LongAdder>> ends = new EnumMap<>(Call.class);
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final List<Footprint> rounds = new ArrayList<>();

    /**
     * For a setting.
     *
     * @param folder          of scratch files
     * @param patienceSeconds that a round may take
     */
    Soak(Setting setting, Path folder, long patienceSeconds) {
        this.setting = setting;
        this.folder = folder;
        this.patienceSeconds = patienceSeconds;
        this.callers = Executors.newFixedThreadPool(setting.callers());
        for (Call call : Call.values()) {
            ends.put(call, Map.of(End.DONE, new LongAdder(), End.GIVEN_UP, new LongAdder()));
        }
    }

    /** What has come of it, as Markdown; the last lines are what was wrong, or that nothing was. */
    String run() throws IOException, InterruptedException {
        List<BufferedImage> pictures = Pictures.of(setting.longest(), setting.seed());
        try (Derainer alone = setting.alone()) {
            for (int i = 0; i < pictures.size(); i++) {
                firsts.require(Caller.name(i), alone.derain(pictures.get(i)));
            }
        }
        String of;
        long start = System.nanoTime();
        Caller caller;
        try (Derainer shared = setting.shared(folder)) {
            of = shared.describe();
            caller = new Caller(setting, shared, folder, pictures, firsts, timer, virtual);
            for (int round = 1; round <= setting.rounds(); round++) {
                if (!round(caller, (int) ((long) setting.calls() * round / setting.rounds()))) {
                    return "A round did not end within " + patienceSeconds + " s.\n\nWRONG: a call hangs\n"
                            + stacks();
                }
                caller.rest();
                rounds.add(Footprint.now(List.of(folder)));
            }
        }
        return report(of, caller, (System.nanoTime() - start) / 1e9);
    }

    /** All calls up to that number. */
    private boolean round(Caller caller, int end) throws InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < setting.callers(); i++) {
            running.add(callers.submit(() -> calls(caller, end)));
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
        for (Future<?> one : running) {
            try {
                one.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                faults.add("a caller: " + e.getCause());
            }
        }
        return true;
    }

    private void calls(Caller caller, int end) {
        for (int i = next.getAndUpdate(n -> Math.min(n + 1, end)); i < end; i = next
                .getAndUpdate(n -> Math.min(n + 1, end))) {
            Random random = new Random(setting.seed() + i);
            Call call = Call.any(random, setting);
            try {
                ends.get(call).get(caller.make(call, random)).increment();
            } catch (Exception | Error e) {
                Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
                faults.add("call " + i + ", " + call + ": " + cause);
            }
        }
    }

    private String report(String of, Caller caller, double seconds) {
        Flatness flatness = new Flatness(rounds);
        faults.addAll(flatness.faults());
        for (Call call : Call.values()) {
            if (setting.calls() >= 1000 && call.isPossible(setting)
                    && ends.get(call).values().stream().allMatch(count -> count.sum() == 0)) {
                faults.add("there was no call of the kind " + call);
            }
        }
        String calls = Stream.of(Call.values())
                .map(call -> "%s %d + %d".formatted(call.name().toLowerCase(Locale.ROOT),
                        ends.get(call).get(End.DONE).sum(), ends.get(call).get(End.GIVEN_UP).sum()))
                .collect(Collectors.joining(", "));
        String verdict = faults.isEmpty()
                ? "Every result is equal to its first, and nothing grows.\n"
                : shown(faults).map(fault -> "WRONG: " + fault + "\n").collect(Collectors.joining());
        return """
                %s (%s), %d calls from %d threads in %.0f s, sides up to %d, seed %d.
                Done + given up: %s.
                %s

                %s
                %s""".formatted(setting.mode(), of, setting.calls(), setting.callers(), seconds, setting.longest(),
                setting.seed(), calls, caller.interruptions(), flatness.table(), verdict);
    }

    /** Some of each kind, and all that is not of a call. */
    private static Stream<String> shown(Collection<String> faults) {
        Map<String, Integer> shown = new HashMap<>();
        return faults.stream().filter(
                fault -> shown.merge(fault.replaceAll("\\d+", "0"), 1, Integer::sum) <= MOST_OF_A_KIND);
    }

    private static String stacks() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Stream.of(thread.getValue()).anyMatch(at -> at.getClassName().contains("derain4j")))
                .map(thread -> thread.getKey() + "\n" + Stream.of(thread.getValue()).map(at -> "    " + at)
                        .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        virtual.shutdownNow();
        callers.shutdownNow();
    }
}
