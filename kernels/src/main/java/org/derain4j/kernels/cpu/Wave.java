package org.derain4j.kernels.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.derain4j.kernels.program.BandSchedule;

/** Rows of one or several kernels, cut into pieces that all threads work on together. */
final class Wave implements Stage {

    /** The most rows of a piece. */
    private static final int MOST_ROWS = 32;

    private static final int PIECES_PER_THREAD = 6;

    private final boolean overlaps;
    private final List<Part> parts;
    private final int pieces;

    Wave(int threads, boolean overlaps, List<Rows> rows) {
        this.overlaps = overlaps;
        this.parts = rows.stream().map(part -> Part.of(part, rows.size(), threads)).toList();
        this.pieces = parts.stream().mapToInt(Part::pieces).sum();
    }

    /** The kernels of bands, one per member, a wave of the schedule at a time. */
    static List<Stage> bands(List<RowKernel> kernels, BandSchedule schedule, int threads) {
        List<Stage> waves = new ArrayList<>();
        for (int wave = 0; wave < schedule.waves(); wave++) {
            List<Rows> rows = new ArrayList<>();
            for (int s = 0; s < kernels.size(); s++) {
                if (schedule.from(wave, s) < schedule.to(wave, s)) {
                    rows.add(new Rows(kernels.get(s), schedule.from(wave, s), schedule.to(wave, s)));
                }
            }
            waves.add(new Wave(threads, wave > 0, rows));
        }
        return waves;
    }

    /** Some rows of one kernel. */
    record Rows(RowKernel kernel, int from, int to) {

        Rows {
            int unit = kernel.rowUnit();
            if (from % unit != 0 || to % unit != 0 && to != kernel.rows()) {
                throw new IllegalStateException("rows " + from + " to " + to + " of " + kernel.rows()
                        + " do not suit a kernel that makes " + unit + " at a time");
            }
        }
    }

    /**
     * Rows of one kernel and how they are cut.
     *
     * @param each rows of a piece
     */
    private record Part(RowKernel kernel, int from, int to, int each) {

        /** Fewer and larger pieces where other parts have some, too: rows that two pieces read are gathered twice. */
        static Part of(Rows rows, int parts, int threads) {
            int unit = rows.kernel.rowUnit();
            long units = Math.ceilDiv(rows.to - rows.from, unit);
            int strips = rows.kernel.strips() * parts;
            return new Part(rows.kernel, rows.from, rows.to,
                    unit * Math.clamp(units * strips / (threads * PIECES_PER_THREAD), 1, MOST_ROWS / unit));
        }

        int pieces() {
            return (to - from + each - 1) / each * kernel.strips();
        }

        CompletableFuture<Void> begin(int piece, int worker) {
            int y = from + piece / kernel.strips() * each;
            return kernel.begin(y, Math.min(y + each, to), piece % kernel.strips(), worker);
        }
    }

    @Override
    public int pieces() {
        return pieces;
    }

    @Override
    public boolean overlaps() {
        return overlaps;
    }

    @Override
    public void run(int index, int worker) {
        CompletableFuture<Void> rest = begin(index, worker);
        if (rest != null) {
            rest.join();
        }
    }

    @Override
    public CompletableFuture<Void> begin(int index, int worker) {
        int piece = index;
        for (Part part : parts) {
            if (piece < part.pieces()) {
                return part.begin(piece, worker);
            }
            piece -= part.pieces();
        }
        throw new IndexOutOfBoundsException("piece " + index + " of " + pieces);
    }
}
