package org.derain4j.kernels.cpu;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.derain4j.kernels.program.BandSchedule;

/**
 * Work cut into pieces that are independent of each other, so that any thread may do any of them. Stages come one after the
 * other: one begins when all before it are done, or, if it {@link #overlaps}, all but the last of those.
 */
public interface Stage {

    /** How many pieces. */
    int pieces();

    /**
     * Does a piece.
     *
     * @param piece  which, from 0
     * @param worker who does it: two pieces that run at the same time have different workers
     */
    void run(int piece, int worker);

    /**
     * Begins a piece, as {@link #run}.
     *
     * @return null if it is done; or what tells when it is, without keeping this thread
     */
    default CompletableFuture<Void> begin(int piece, int worker) {
        run(piece, worker);
        return null;
    }

    /** Whether its pieces may run beside those of the stage before. */
    default boolean overlaps() {
        return false;
    }

    /** Pieces of one kind. */
    static Stage of(int pieces, Workers.Task task) {
        return new Stage() {

            @Override
            public int pieces() {
                return pieces;
            }

            @Override
            public void run(int piece, int worker) {
                task.run(piece, worker);
            }
        };
    }

    /** All rows of one kernel. */
    static List<Stage> whole(RowKernel kernel, int threads) {
        return List.of(new Wave(threads, false, List.of(new Wave.Rows(kernel, 0, kernel.rows()))));
    }

    /**
     * The kernels of bands, one per member: a stage is a wave of the schedule, and overlaps the one before. What is left to do
     * when all rows are there comes last.
     */
    static List<Stage> bands(List<RowKernel> kernels, BandSchedule schedule, int threads) {
        List<Stage> stages = Wave.bands(kernels, schedule, threads);
        List<Runnable> ends = kernels.stream().map(RowKernel::end).filter(Objects::nonNull).toList();
        if (!ends.isEmpty()) {
            stages.add(of(ends.size(), (piece, worker) -> ends.get(piece).run()));
        }
        return stages;
    }
}
