package org.derain4j.kernels.opencl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.derain4j.kernels.backend.DeviceException;

/**
 * Finds faster tiles for a device ({@link HillClimb} in {@link TileSpace}). A candidate is first held against the definition, then
 * timed, so that a wrong one never wins.
 */
final class Tuner {

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

    /**
     * Measures, and keeps the result in the cache folder for this device and driver.
     *
     * @param kinds of steps, as {@link Tiles#kind} names them; the tiles of the others stay as they are
     */
    void run(List<String> kinds) {
        Tiles start = soFar();
        Map<String, Tile> best = new TreeMap<>();
        for (TuningCase kind : TuningCase.all(device, numerics, start)) {
            if (kinds.contains(kind.kind())) {
                best.put(kind.kind(), improve(kind, start.of(kind.kind())));
            }
        }
        kinds.stream().filter(kind -> !best.containsKey(kind))
                .map("%-16s left out: no map is small for this device"::formatted)
                .forEach(log);
        String text = soFar().textWith(best); // another process may have measured other kinds meanwhile
        cache.write(Tiles.key(device, numerics), text.getBytes(StandardCharsets.UTF_8));
        text.lines().map(line -> numerics.key() + ": " + line).forEach(log);
    }

    private Tiles soFar() {
        return Tiles.measured(device, cache, numerics).orElseGet(() -> Tiles.ofFamily(device, numerics));
    }

    private Tile improve(TuningCase kind, Tile start) {
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        TileSpace space = kind.space(device);
        try (Trial trial = new Trial(kind, space)) {
            return new Tile(numerics, new HillClimb<>(space.values(), trial, () -> System.nanoTime() - deadline < 0)
                    .from(space.starts(start, kind.geometry())));
        }
    }

    /** Tries tiles of one kind, each in turn, on a session that is made anew where a tile has killed it. */
    private final class Trial implements HillClimb.Candidates<Knob>, AutoCloseable {

        private final TuningCase kind;
        private final TileSpace space;
        private Session session = new Session(device, new CacheFolder(null));

        Trial(TuningCase kind, TileSpace space) {
            this.kind = kind;
            this.space = space;
        }

        /** Tiles that become equal for the case. */
        @Override
        public Optional<Tile> identity(Map<Knob, Integer> values) {
            return Optional.of(new Tile(numerics, values).fitted(kind.geometry())).filter(space::admits);
        }

        @Override
        public double speed(Map<Knob, Integer> values) {
            Tile tile = new Tile(numerics, values);
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
            log.accept("%-16s %-18s %s  %s".formatted(kind.kind(), numerics.key(), tile.values(), result));
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
