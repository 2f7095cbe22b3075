package org.derain4j.kernels.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds how many rows each step of {@link Step.Bands} has finished before each wave. The last step makes a band in every wave; what
 * it needs, directly or not, is made as late as will do. A step that nobody in the bands reads (it puts rows away, or gathers
 * their means) goes on at the same pace in proportion to its height, as early as it can without asking for any row sooner than it
 * is made anyway; what it alone needs is made for it.
 *
 * <p>Rows are counted without regard to where maps begin and end, as if waves went on for ever: steps ahead of the last one then start
 * neither late nor all at once.
 */
final class Waves {

    private static final int UNKNOWN = Integer.MIN_VALUE;

    /** Rows are made in multiples of up to 8, at a scale of down to an eighth of the last step's. */
    private static final int ROUNDING = 32;

    private final List<BandSchedule.Link> links;
    private final List<List<BandSchedule.Link>> byWriter = new ArrayList<>();
    private final int[] heights;
    private final int[] units;
    private final int bandRows;
    private final int lastWave;

    /** The most waves that a step may be away from the last one. */
    private final int away;

    /** {@code made[s][margin + w]}: rows of step s finished before wave w. */
    private final int[][] made;
    private final int margin;

    private final boolean[] known;

    /**
     * For some steps.
     *
     * @param links    in the order of their writers
     * @param heights  by step
     * @param units    that rows are made in multiples of, by step
     * @param bandRows of the last step
     */
    Waves(List<BandSchedule.Link> links, int[] heights, int[] units, int bandRows) {
        this.links = links;
        this.heights = heights;
        this.units = units;
        this.bandRows = bandRows;
        int steps = heights.length;
        this.lastWave = Math.ceilDiv(heights[steps - 1], bandRows);
        this.away = BandSchedule.LEAD * steps + (isChain() ? 0 : ROUNDING);
        this.margin = 2 * away;
        for (int s = 0; s < steps; s++) {
            int step = s;
            byWriter.add(links.stream().filter(link -> link.writer() == step).toList());
        }
        this.made = new int[steps][lastWave + 2 * margin + 1];
        this.known = new boolean[steps];
    }

    /** Whether all steps lead to the last one. */
    private boolean isChain() {
        for (int s = 0; s < heights.length - 1; s++) {
            int step = s;
            if (links.stream().noneMatch(link -> link.writer() == step)) {
                return false;
            }
        }
        return true;
    }

    /** By wave and step; before the first wave nothing has begun, after the last one all is done. */
    int[][] ends() {
        int last = heights.length - 1;
        for (int sink = last; sink >= 0; sink--) {
            if (!known[sink]) { // whatever another one needs is known by then
                int[] chain = chain(sink);
                lay(chain, sink == last ? 0 : earliest(chain));
                for (int step : chain) {
                    known[step] = true;
                }
            }
        }
        List<int[]> ends = new ArrayList<>();
        for (int wave = -margin; ends.isEmpty() || !isDone(ends.getLast()); wave++) {
            int[] now = before(wave);
            if (isBegun(now) && ends.isEmpty()) {
                ends.add(new int[heights.length]);
            }
            if (!ends.isEmpty()) {
                ends.add(now);
            }
        }
        return ends.toArray(int[][]::new);
    }

    private int[] before(int wave) {
        int[] now = new int[heights.length];
        for (int s = 0; s < now.length; s++) {
            now[s] = Math.clamp(made[s][margin + wave], 0, heights[s]);
        }
        return now;
    }

    private static boolean isBegun(int[] ends) {
        return Arrays.stream(ends).anyMatch(rows -> rows > 0);
    }

    private boolean isDone(int[] ends) {
        return Arrays.equals(ends, heights);
    }

    /** A step and what is made for it alone, the last first. */
    private int[] chain(int sink) {
        boolean[] needed = new boolean[heights.length];
        needed[sink] = true;
        for (int i = links.size() - 1; i >= 0; i--) {
            BandSchedule.Link link = links.get(i);
            needed[link.writer()] |= needed[link.reader()] && !known[link.writer()];
        }
        int[] chain = new int[heights.length];
        int length = 0;
        for (int step = sink; step >= 0; step--) {
            if (needed[step]) {
                chain[length++] = step;
            }
        }
        return Arrays.copyOf(chain, length);
    }

    /** Lays out a chain whose first step is so many waves ahead of the pace. */
    private void lay(int[] chain, int ahead) {
        int sink = chain[0];
        for (int i = 0; i < made[sink].length; i++) {
            made[sink][i] = pace(sink, i - margin + ahead);
        }
        for (int at = 1; at < chain.length; at++) {
            int step = chain[at];
            Arrays.fill(made[step], UNKNOWN);
            for (BandSchedule.Link link : byWriter.get(step)) {
                if (contains(chain, link.reader())) {
                    ask(step, link);
                }
            }
        }
    }

    /** Has a step make what one of its readers needs. */
    private void ask(int step, BandSchedule.Link link) {
        int[] reader = made[link.reader()];
        int[] writer = made[step];
        int unit = units[step];
        int asked = UNKNOWN;
        int end = UNKNOWN;
        for (int i = 0; i < reader.length - BandSchedule.LEAD; i++) {
            int rows = reader[i + BandSchedule.LEAD];
            if (rows != UNKNOWN) {
                end = rows == asked ? end : Math.ceilDiv(link.reach().end(rows), unit) * unit;
                asked = rows;
                writer[i] = Math.max(writer[i], end);
            }
        }
    }

    private static boolean contains(int[] chain, int step) {
        for (int member : chain) {
            if (member == step) {
                return true;
            }
        }
        return false;
    }

    private int pace(int step, int wave) {
        long last = heights[heights.length - 1];
        return units[step] * (int) Math.ceilDiv((long) bandRows * wave * heights[step], last * units[step]);
    }

    /** The most waves that a chain may be ahead of the pace; together with the last step where nothing binds it. */
    private int earliest(int[] chain) {
        if (links.stream().noneMatch(link -> isBinding(link, chain))) {
            return 0;
        }
        int right = -away;
        int wrong = away + 1;
        while (wrong - right > 1) {
            int middle = Math.floorDiv(right + wrong, 2);
            lay(chain, middle);
            if (isThere(chain)) {
                right = middle;
            } else {
                wrong = middle;
            }
        }
        lay(chain, right);
        if (!isThere(chain)) {
            throw new IllegalStateException("bands that cannot be brought into step; please report this");
        }
        return right;
    }

    private boolean isBinding(BandSchedule.Link link, int[] chain) {
        return known[link.writer()] && contains(chain, link.reader());
    }

    /** Whether all rows that a chain asks for are made in time anyway. */
    private boolean isThere(int[] chain) {
        for (BandSchedule.Link link : links) {
            if (isBinding(link, chain)) {
                int height = heights[link.writer()];
                for (int i = 0; i <= margin + lastWave + away; i++) {
                    int asked = made[link.reader()][i + BandSchedule.LEAD];
                    if (Math.min(link.reach().end(asked), height) > made[link.writer()][i]) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
