package org.derain4j.web.server;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts answers, and writes all counters as Prometheus reads them. */
final class Metrics {

    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

    /** One more; 0 or less for a client that has gone without one. */
    void answered(int status) {
        if (status > 0) {
            answers.computeIfAbsent(status, _ -> new LongAdder()).increment();
        }
    }

    /**
     * As text.
     *
     * @param others value by name, which may have labels behind it
     */
    String text(Map<String, Double> others) {
        Map<String, Double> all = new TreeMap<>(others);
        answers.forEach((status, count) -> all.put("derain_requests_total{status=\"" + status + "\"}",
                count.doubleValue()));
        StringBuilder text = new StringBuilder();
        Set<String> typed = new HashSet<>();
        all.forEach((name, value) -> {
            String plain = name.replaceFirst("\\{.*", "");
            if (typed.add(plain)) {
                text.append("# TYPE ").append(plain).append(plain.endsWith("_total") ? " counter\n" : " gauge\n");
            }
            text.append(name).append(' ').append(number(value)).append('\n');
        });
        return text.toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
