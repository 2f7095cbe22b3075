package org.derain4j.spark.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;

/**
 * Puts pictures together to tasks that take about as long as each other, those that take longest first: then no task of many is still
 * at work when all others are done, unless it has one picture that alone takes so long.
 */
public final class Packing {

    /** So many tasks for each that runs at a time: what is left at the end is short. */
    private static final int ROUNDS = 8;
    /** What a lost executor makes others do again, at most, where the number of tasks allows it. */
    private static final int MOST_PICTURES = 16;
    /** Beyond it the driver's work for tasks is felt. */
    private static final int MOST_TASKS = 20_000;

    /** Opening, reading and writing any picture take as long as deraining so many pixels. */
    private static final double EACH = 10_000;
    /** What decoding and encoding take of a pixel's time in the network. */
    private static final double CODING = 1.0 / 16;

    private Packing() {}

    /**
     * How many tasks there should be.
     *
     * @param pictures how many there are
     * @param slots    how many tasks run at a time
     * @return one at least
     */
    public static int tasks(int pictures, int slots) {
        int rounds = Math.max(slots, 1) * ROUNDS;
        int small = Math.min((pictures + MOST_PICTURES - 1) / MOST_PICTURES, MOST_TASKS);
        return Math.clamp(Math.max(rounds, small), 1, Math.max(pictures, 1));
    }

    /**
     * Packs. Pictures that take longer than the mean task stand alone.
     *
     * @param works    what is to be done
     * @param tasks    how many tasks there may be
     * @param workSize the longest side at which the network sees a picture; 0 for all of it
     * @return at most so many tasks, none of them empty, in the order in which they should begin
     */
    public static List<List<Work>> of(List<Work> works, int tasks, int workSize) {
        ToDoubleFunction<Work> costs = costs(works, workSize);
        List<Task> all = new ArrayList<>(works.stream().map(work -> new Task(work, costs.applyAsDouble(work)))
                .sorted(Comparator.reverseOrder()).toList());
        double rest = all.stream().mapToDouble(task -> task.cost).sum();
        List<Task> packed = new ArrayList<>();
        while (packed.size() < Math.min(tasks - 1, all.size())
                && all.get(packed.size()).cost >= rest / (tasks - packed.size())) {
            Task alone = all.get(packed.size());
            rest -= alone.cost;
            packed.add(alone);
        }
        // The next largest always goes where there is least: never worse than 4/3 of the best packing.
        PriorityQueue<Task> open = new PriorityQueue<>();
        int room = tasks - packed.size();
        for (Task next : all.subList(packed.size(), all.size())) {
            if (open.size() < room) {
                open.add(next);
            } else {
                Task least = open.remove();
                least.add(next);
                open.add(least);
            }
        }
        packed.addAll(open);
        packed.sort(Collections.reverseOrder());
        return packed.stream().map(task -> (List<Work>) task.works).toList();
    }

    /** In pixels through the network. Where no header tells a picture's size, its bytes do, by what they are worth in the others. */
    private static ToDoubleFunction<Work> costs(List<Work> works, int workSize) {
        double pixels = 0;
        double bytes = 0;
        for (Work work : works) {
            if (work.pixels() > 0) {
                pixels += work.pixels();
                bytes += work.bytes();
            }
        }
        double pixelsOfByte = bytes == 0 ? 1 : pixels / bytes;
        return work -> {
            double seen = work.pixels() > 0 ? work.pixels() : work.bytes() * pixelsOfByte;
            double scale = workSize == 0 ? 1 : Math.min(1, workSize / (double) Math.max(work.width(), work.height()));
            return EACH + seen * (scale * scale + CODING);
        };
    }

    /** Pictures of one task. Grows; is ordered by what it takes, and not by what is in it. */
    private static final class Task implements Comparable<Task> {

        private final ArrayList<Work> works = new ArrayList<>(1);
        private double cost;

        Task(Work first, double cost) {
            works.add(first);
            this.cost = cost;
        }

        void add(Task other) {
            works.addAll(other.works);
            cost += other.cost;
        }

        @Override
        public int compareTo(Task other) {
            return Double.compare(cost, other.cost);
        }
    }
}
