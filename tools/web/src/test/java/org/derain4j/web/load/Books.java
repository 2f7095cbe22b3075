package org.derain4j.web.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the server itself has counted, held against what its clients have seen: nothing may be lost. */
record Books(Map<String, Double> values) {

    private static final Pattern LINE = Pattern.compile("([a-z_:][a-z0-9_:]*(?:\\{[^{}]*})?) ([-+0-9.eENaInf]+)");
    private static final List<String> NEVER = List.of("derain_jobs_total{outcome=\"internal\"}",
            "derain_jobs_total{outcome=\"busy\"}", "derain_jobs_total{outcome=\"too_long\"}",
            "derain_orders_refused_total{reason=\"internal\"}");
    private static final String DONE = "derain_jobs_total{outcome=\"done\"}";
    private static final String BUSY = "derain_orders_refused_total{reason=\"busy\"}";
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    static Books read(Target target) throws IOException, InterruptedException {
        Reply reply = target.get("/metrics");
        reply.require(200);
        Map<String, Double> values = new TreeMap<>();
        for (String line : reply.text().lines().filter(l -> !l.startsWith("#")).toList()) {
            Matcher value = LINE.matcher(line);
            if (!value.matches()) {
                throw new AssertionError("a line of metrics that is none: " + line);
            }
            values.put(value.group(1), Double.valueOf(value.group(2)));
        }
        return new Books(values);
    }

    /** As soon as nothing waits, nothing is at work, and no connection is open but the one that asks. */
    static Books atRest(Target target) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            Books books = read(target);
            if (books.get("derain_jobs_waiting") == 0 && books.get("derain_jobs_working") == 0
                    && books.get("derain_connections") <= 1) {
                return books;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("the server does not come to rest: " + books.values());
            }
            Thread.sleep(100);
        }
    }

    double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " among " + values.keySet());
        }
        return value;
    }

    /** Where the time of the jobs went, as a sentence. */
    String stages(Books before) {
        return "The jobs' time: " + Stream.of("decode", "network", "encode").map(stage -> {
            String name = "derain_stage_seconds_total{stage=\"" + stage + "\"}";
            return "%s %.1f s".formatted(stage, get(name) - before.get(name));
        }).collect(Collectors.joining(", ")) + ".\n";
    }

    /** What does not agree with the clients, a line each. */
    List<String> faults(Books before, Target clients) {
        List<String> faults = new ArrayList<>();
        NEVER.stream().filter(name -> get(name) > 0).forEach(name -> faults.add(name + " is " + get(name)));
        double done = get(DONE) - before.get(DONE);
        long least = clients.done.sum();
        long most = least + clients.unseen.sum();
        if (done < least || done > most) {
            faults.add("the server has done %.0f jobs, its clients have seen %d, and %d more may have been"
                    .formatted(done, least, most - least));
        }
        double busy = get(BUSY) - before.get(BUSY);
        if (busy > clients.busy.sum() + clients.unseen.sum()) {
            faults.add("the server was busy %.0f times, its clients have heard so %d times".formatted(busy,
                    clients.busy.sum()));
        }
        return faults;
    }
}
