package org.derain4j.kernels.cpu;

import java.util.List;

/** Rows of one or several kernels, cut into pieces that all threads work on together. */
final class Wave implements Workers.Task {

    /** The most rows of a piece. */
    private static final int MOST_ROWS = 32;

    private final Workers workers;
    private final List<Part> parts;
    private final int pieces;

    Wave(Workers workers, List<Rows> rows) {
        this.workers = workers;
        this.parts = rows.stream().map(part -> Part.of(part, rows.size(), workers)).toList();
        this.pieces = parts.stream().mapToInt(Part::pieces).sum();
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
        static Part of(Rows rows, int parts, Workers workers) {
            int unit = rows.kernel.rowUnit();
            int units = (rows.to - rows.from + unit - 1) / unit;
            int strips = rows.kernel.strips() * parts;
            return new Part(rows.kernel, rows.from, rows.to, unit * workers.bandRows(units, strips, MOST_ROWS / unit));
        }

        int pieces() {
            return (to - from + each - 1) / each * kernel.strips();
        }

        void run(int piece, int worker) {
            int y = from + piece / kernel.strips() * each;
            kernel.run(y, Math.min(y + each, to), piece % kernel.strips(), worker);
        }
    }

    void run() {
        workers.run(pieces, this);
    }

    @Override
    public void run(int index, int worker) {
        int piece = index;
        for (Part part : parts) {
            if (piece < part.pieces()) {
                part.run(piece, worker);
                return;
            }
            piece -= part.pieces();
        }
        throw new IndexOutOfBoundsException("piece " + index + " of " + pieces);
    }
}
