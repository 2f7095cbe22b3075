package org.derain4j.web.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.derain4j.web.load.Request.End;

/**
 * Requests that were sent by several clients at once, and how each has ended.
 *
 * @param outcomes one for each request of the plan
 * @param nanos    from the first one's start to the last one's end
 */
record Load(List<Outcome> outcomes, long nanos) {

    /**
     * How one has ended.
     *
     * @param end   null if something was wrong
     * @param wrong what; else null
     */
    record Outcome(Request request, End end, Throwable wrong, long nanos) {}

    /** Sends all; each client takes the next one as soon as it has done with its last. */
    static Load run(Target target, List<Request> plan, int clients, long seed) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Outcome> outcomes = new ArrayList<>();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<List<Outcome>>> parts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                parts.add(threads.submit(() -> client(target, plan, next, seed)));
            }
            for (Future<List<Outcome>> part : parts) {
                outcomes.addAll(part.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return new Load(outcomes, System.nanoTime() - start);
    }

    private static List<Outcome> client(Target target, List<Request> plan, AtomicInteger next, long seed) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = next.getAndIncrement(); i < plan.size(); i = next.getAndIncrement()) {
            Request request = plan.get(i);
            long start = System.nanoTime();
            End end = null;
            Throwable wrong = null;
            try {
                end = request.call().send(target, new Random(seed + i));
            } catch (Exception | AssertionError e) {
                wrong = e;
            }
            outcomes.add(new Outcome(request, end, wrong, System.nanoTime() - start));
        }
        return outcomes;
    }

    /** What was not as it must be, a line each. */
    List<String> faults() {
        return outcomes.stream().filter(outcome -> outcome.wrong() != null).map(outcome -> "%s, %s: %s".formatted(
                outcome.request().kind(), outcome.request().name(), text(outcome.wrong())).replaceAll("\\s+", " "))
                .toList();
    }

    private static String text(Throwable wrong) {
        return wrong instanceof AssertionError ? wrong.getMessage() : wrong.toString();
    }

    long count(End end) {
        return outcomes.stream().filter(outcome -> outcome.end() == end).count();
    }
}
