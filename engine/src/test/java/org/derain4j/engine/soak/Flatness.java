package org.derain4j.engine.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Whether what was counted after each round stays as it is. The first third of the rounds is for warming up: classes are loaded
 * and compiled, each size is met for the first time. Then the middle third's median is held against the last third's.
 */
final class Flatness {

    private static final double MEGA = 1 << 20;

    /** What may come on top in a soak's last third: what the JVM itself does now and then, far less than a leak in each call. */
    private enum Count {

        HEAP("heap after collection, MB", Footprint::heap, 1.5 * MEGA), OUTSIDE("memory outside the heap, MB",
                Footprint::outside, 4 * MEGA), RESIDENT("resident, MB", Footprint::resident, 24 * MEGA), THREADS(
                        "threads", Footprint::threads, 1), FILES("open files", Footprint::files, 0), LITTER(
                                "temporary files", Footprint::litter, 0), CLASSES("classes", Footprint::classes, 40);

        private final String title;
        private final ToLongFunction<Footprint> value;
        private final double most;

        Count(String title, ToLongFunction<Footprint> value, double most) {
            this.title = title;
            this.value = value;
            this.most = most;
        }

        private String words(double number) {
            return title.endsWith("MB")
                    ? String.format(Locale.ROOT, "%.1f", number / MEGA)
                    : String.format(Locale.ROOT, "%.0f", number);
        }
    }

    private final List<Footprint> rounds;

    Flatness(List<Footprint> rounds) {
        if (rounds.size() < 6) {
            throw new IllegalArgumentException(rounds.size() + " rounds tell nothing; at least 6 are needed");
        }
        this.rounds = List.copyOf(rounds);
    }

    /** What has grown, a line each. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Count count : Count.values()) {
            if (late(count) - early(count) > count.most) {
                faults.add("%s: %s have become %s, and %s more are allowed".formatted(count.title,
                        count.words(early(count)), count.words(late(count)), count.words(count.most)));
            }
        }
        return faults;
    }

    /** Markdown: a row for each round that is shown, then the medians. */
    String table() {
        StringBuilder table = new StringBuilder("| after round |");
        for (Count count : Count.values()) {
            table.append(' ').append(count.title).append(" |");
        }
        table.append("\n|").append("---|".repeat(Count.values().length + 1)).append('\n');
        int step = Math.max(1, rounds.size() / 10);
        for (int i = 0; i < rounds.size(); i++) {
            if (i % step == 0 || i == rounds.size() - 1) {
                Footprint footprint = rounds.get(i);
                row(table, Integer.toString(i + 1), count -> count.value.applyAsLong(footprint));
            }
        }
        row(table, "middle third", this::early);
        row(table, "last third", this::late);
        row(table, "may grow by", count -> (long) count.most);
        return table.toString();
    }

    private static void row(StringBuilder table, String name, ToLongFunction<Count> value) {
        table.append("| ").append(name).append(" |");
        for (Count count : Count.values()) {
            long number = value.applyAsLong(count);
            table.append(' ').append(number < 0 ? "?" : count.words(number)).append(" |");
        }
        table.append('\n');
    }

    private long early(Count count) {
        return median(count, rounds.size() / 3, rounds.size() * 2 / 3);
    }

    private long late(Count count) {
        return median(count, rounds.size() * 2 / 3, rounds.size());
    }

    private long median(Count count, int from, int to) {
        long[] sorted = rounds.subList(from, to).stream().mapToLong(count.value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
