package org.derain4j.kernels.opencl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.derain4j.kernels.Device;
import org.derain4j.kernels.DeviceException;

/**
 * Finds faster tiles for a device: one value after the other is changed and the better kept. A candidate is first held against the
 * definition, then timed, so that a wrong one never wins.
 */
final class Tuner {

    /** Sums of an item, in single values: what registers hold. */
    private static final int MOST_SUMS_PROCESSOR = 28 * 16;
    private static final int MOST_SUMS_GRAPHICS = 96;
    private static final int MOST_SUMS_TENSOR = 128;

    private static final int FEWEST_ITEMS_GRAPHICS = 32;
    private static final int MOST_ITEMS_GRAPHICS = 256;
    private static final int FEWEST_ITEMS_TENSOR = 64;
    private static final int MOST_ITEMS_TENSOR = 512;

    /** Less is noise. */
    private static final double WORTH_A_CHANGE = 1.03;

    /** Values to try on a processor, where an item is a group. */
    private static final Map<String, List<Integer>> PROCESSOR = values(List.of(
            Map.entry("PIXELS", List.of(6, 8, 12, 14)), Map.entry("VECS", List.of(1, 2, 3, 4)),
            Map.entry("VEC", List.of(4, 8, 16)), Map.entry("ROWS", List.of(1, 2, 4))));

    /** Values to try on a graphics processor. */
    private static final Map<String, List<Integer>> GRAPHICS = values(List.of(
            Map.entry("CHUNK", List.of(4, 8, 16, 32)), Map.entry("PIXELS", List.of(4, 8)),
            Map.entry("VECS", List.of(1, 2, 4)), Map.entry("LOCAL_X", List.of(1, 2, 4, 8)),
            Map.entry("LOCAL_Y", List.of(1, 2, 4, 8)), Map.entry("LOCAL_C", List.of(4, 8, 16)),
            Map.entry("DEPTH_VEC", List.of(1, 4)), Map.entry("PATCH_PAD", List.of(0, 1, 4)),
            Map.entry("FILTER_LOCAL", List.of(0, 1)), Map.entry("FINISH", List.of(0, 1, 2, 4))));

    /** Values to try for tensor cores. */
    private static final Map<String, List<Integer>> TENSOR = values(List.of(
            Map.entry("FILTER_LOCAL", List.of(0, 1)), Map.entry("WARPS_Y", List.of(1, 2, 4, 8)),
            Map.entry("WARPS_X", List.of(1, 2, 4)), Map.entry("WARPS_C", List.of(1, 2)),
            Map.entry("TILES_Y", List.of(1, 2, 4)), Map.entry("TILES_C", List.of(2, 4, 8)),
            Map.entry("CHUNK", List.of(16, 32, 64)), Map.entry("PATCH_PAD", List.of(0, 8, 16)),
            Map.entry("FINISH", List.of(1, 2, 4))));

    private final DeviceHandle device;
    private final CacheFolder cache;
    private final Numerics numerics;
    private final Consumer<String> log;
    private final double seconds;

    /**
     * A tuner.
     *
     * @param seconds for each kind of step, after which no further candidate begins
     * @param log     hears a line per candidate
     */
    Tuner(DeviceHandle device, CacheFolder cache, Numerics numerics, double seconds, Consumer<String> log) {
        this.device = device;
        this.cache = cache;
        this.numerics = numerics;
        this.log = log;
        this.seconds = seconds;
    }

    private static Map<String, List<Integer>> values(List<Map.Entry<String, List<Integer>>> entries) {
        Map<String, List<Integer>> values = new LinkedHashMap<>();
        entries.forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }

    /**
     * Measures, and keeps the result in the cache folder for this device and driver.
     *
     * @param kinds of steps, as {@link Geometry#kind} names them; those of the others stay as they are
     */
    void run(List<String> kinds) {
        Tiles start = soFar();
        Map<String, Tile> best = new TreeMap<>();
        for (TuningCase kind : TuningCase.all(device, numerics)) {
            if (kinds.contains(kind.kind())) {
                best.put(kind.kind(), improve(kind, start.of(kind.kind())));
            }
        }
        String text = soFar().textWith(best); // another process may have measured other kinds meanwhile
        cache.write(Tiles.key(device, numerics), text.getBytes(StandardCharsets.UTF_8));
        text.lines().map(line -> numerics.key() + ": " + line).forEach(log);
    }

    private Tiles soFar() {
        return Tiles.measured(device, cache, numerics).orElseGet(() -> Tiles.ofFamily(device, numerics));
    }

    /** Changes one value after the other until no change helps or time is up. */
    private Tile improve(TuningCase kind, Tile start) {
        Set<Tile> tried = new HashSet<>();
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        try (Trial trial = new Trial(kind)) {
            Tile best = start;
            double fastest = 0;
            for (Tile before = null; !best.equals(before);) {
                before = best;
                for (Tile candidate : neighbours(kind.geometry(), best)) {
                    if (System.nanoTime() - deadline < 0 && tried.add(candidate.fitted(kind.geometry()))) {
                        double speed = trial.flopPerSecond(candidate);
                        if (speed > fastest * WORTH_A_CHANGE) {
                            fastest = speed;
                            best = candidate;
                        }
                    }
                }
            }
            return best;
        }
    }

    /** A tile itself, and what is worth compiling of those that differ in one value. */
    private List<Tile> neighbours(Geometry geometry, Tile tile) {
        List<Tile> all = new ArrayList<>(List.of(tile));
        List<Predicate<Tile>> constraints = constraints(geometry);
        candidates().forEach((name, values) -> values.forEach(value -> {
            Map<String, Integer> changed = tile.values();
            changed.put(name, value);
            Tile candidate = Tile.of(changed, numerics);
            if (constraints.stream().allMatch(constraint -> constraint.test(candidate))) {
                all.add(candidate);
            }
        }));
        return all;
    }

    /** Tries tiles of one kind, each in turn, on a session that is made anew where a tile has killed it. */
    private final class Trial implements AutoCloseable {
        private final TuningCase kind;
        private Session session = new Session(device, new CacheFolder(null));

        Trial(TuningCase kind) {
            this.kind = kind;
        }

        double flopPerSecond(Tile tile) {
            try {
                double speed = kind.flopPerSecond(tile, session);
                report(tile, speed == 0 ? "wrong" : "%.1f GFLOP/s".formatted(speed / 1e9));
                return speed;
            } catch (DeviceException e) {
                report(tile, "refused: " + e.getMessage().lines().findFirst().orElse(""));
                session.close();
                session = new Session(device, new CacheFolder(null));
                return 0;
            }
        }

        private void report(Tile tile, String result) {
            log.accept("%-10s %-18s %s  %s".formatted(kind.kind(), numerics.key(), tile.values(), result));
        }

        @Override
        public void close() {
            session.close();
        }
    }

    private Map<String, List<Integer>> candidates() {
        return numerics.tensor() ? TENSOR : isProcessor() ? PROCESSOR : GRAPHICS;
    }

    /** What a candidate must meet to be worth compiling. */
    private List<Predicate<Tile>> constraints(Geometry g) {
        Predicate<Tile> fits = tile -> tile.fitted(g).suits(g, device);
        int most = numerics.tensor() ? MOST_SUMS_TENSOR : isProcessor() ? MOST_SUMS_PROCESSOR : MOST_SUMS_GRAPHICS;
        Predicate<Tile> registers = tile -> tile.fitted(g).sums() <= most;
        int fewestItems = numerics.tensor() ? FEWEST_ITEMS_TENSOR : isProcessor() ? 1 : FEWEST_ITEMS_GRAPHICS;
        int mostItems = numerics.tensor() ? MOST_ITEMS_TENSOR : isProcessor() ? Integer.MAX_VALUE : MOST_ITEMS_GRAPHICS;
        Predicate<Tile> items = tile -> tile.fitted(g).items() >= fewestItems && tile.fitted(g).items() <= mostItems;
        return List.of(fits, registers, items);
    }

    private boolean isProcessor() {
        return device.device().kind() == Device.Kind.CPU;
    }
}
