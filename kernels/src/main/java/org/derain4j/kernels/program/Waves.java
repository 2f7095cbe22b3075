package org.derain4j.kernels.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds how many rows each step of {@link Step.Bands} has finished before each wave. The last step makes a band in every wave; what
 * it needs, directly or not, is made as late as will do. A step that nobody in the bands reads (it puts rows away, or gathers
 * their means) goes on at the same pace for its scale, as early as it can without asking for any row sooner than it is made
 * anyway; what it alone needs is made for it.
 *
 * <p>Rows are counted without regard to where maps begin and end, as if waves went on for ever: steps ahead of the last one then start
 * neither late nor all at once, and to begin some waves earlier is to have the same rows some waves earlier.
 */
final class Waves {

    private static final int UNKNOWN = Integer.MIN_VALUE;

    /** Rows around the place that a step makes. */
    private static final int REACH = 2;

    private final List<BandSchedule.Link> links;
    private final int[] heights;
    private final int[] units;
    private final int lastWave;

    /** By step: rows in a wave, on the way to infinity. */
    private final double[] pace;

    /** The most waves that a step may be away from the last one. */
    private final int away;

    /** {@code made[s][margin + w + ahead[s]]}: rows of step s finished before wave w. */
    private final int[][] made;
    private final int[] ahead;
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
        int steps = heights.length;
        this.lastWave = Math.ceilDiv(heights[steps - 1], bandRows);
        this.pace = paces(bandRows);
        int delays = 0;
        for (int step = 0; step < steps; step++) {
            delays += delay(step);
        }
        this.away = delays;
        this.margin = isChain() ? away : 3 * away;
        this.made = new int[steps][lastWave + 2 * margin + 1];
        this.ahead = new int[steps];
        this.known = new boolean[steps];
    }

    /** Whether all steps lead to the last one: then none is moved. */
    private boolean isChain() {
        boolean[] read = new boolean[heights.length];
        links.forEach(link -> read[link.writer()] = true);
        read[heights.length - 1] = true;
        for (boolean each : read) {
            if (!each) {
                return false;
            }
        }
        return true;
    }

    /** Steps keep the pace of those that they are linked with, others that of their height. */
    private double[] paces(int bandRows) {
        int steps = heights.length;
        double[] paces = new double[steps];
        for (int step = steps - 1; step >= 0; step--) {
            if (paces[step] == 0) {
                paces[step] = (double) bandRows * heights[step] / heights[steps - 1];
                spread(paces);
            }
        }
        return paces;
    }

    private void spread(double[] paces) {
        boolean more;
        do {
            more = false;
            for (BandSchedule.Link link : links) {
                int writer = link.writer();
                int reader = link.reader();
                if (paces[writer] == 0 && paces[reader] > 0) {
                    paces[writer] = paces[reader] / link.reach().scale();
                    more = true;
                } else if (paces[reader] == 0 && paces[writer] > 0) {
                    paces[reader] = paces[writer] * link.reach().scale();
                    more = true;
                }
            }
        } while (more);
    }

    /** Waves that a step may add to the way to the last one: rows come in multiples, and some must be there beyond the place. */
    private int delay(int step) {
        return BandSchedule.LEAD + (int) Math.ceil((units[step] + REACH) / pace[step]);
    }

    /** By wave and step; before the first wave nothing has begun, after the last one all is done. */
    int[][] ends() {
        for (int sink = heights.length - 1; sink >= 0; sink--) {
            if (!known[sink]) { // whatever another one needs is known by then
                int[] chain = chain(sink);
                lay(chain);
                int waves = earliest(chain);
                for (int step : chain) {
                    ahead[step] = waves;
                }
                for (int step : chain) {
                    known[step] = true;
                }
            }
        }
        List<int[]> ends = new ArrayList<>();
        for (int wave = Math.min(-away, away - margin); ends.isEmpty() || !isDone(ends.getLast()); wave++) {
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
            now[s] = Math.clamp(made[s][margin + wave + ahead[s]], 0, heights[s]);
        }
        return now;
    }

    private static boolean isBegun(int[] ends) {
        for (int rows : ends) {
            if (rows > 0) {
                return true;
            }
        }
        return false;
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

    /** Lays out a chain whose first step is in step with the last one of all. */
    private void lay(int[] chain) {
        int sink = chain[0];
        for (int i = 0; i < made[sink].length; i++) {
            made[sink][i] = units[sink] * (int) Math.ceil(pace[sink] * (i - margin) / units[sink]);
        }
        for (int at = 1; at < chain.length; at++) {
            Arrays.fill(made[chain[at]], UNKNOWN);
        }
        boolean[] members = members(chain);
        for (int i = links.size() - 1; i >= 0; i--) {
            if (members[links.get(i).writer()] && members[links.get(i).reader()]) {
                ask(links.get(i));
            }
        }
    }

    /** Has a step make what one of its readers needs. */
    private void ask(BandSchedule.Link link) {
        int[] reader = made[link.reader()];
        int[] writer = made[link.writer()];
        int unit = units[link.writer()];
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

    private boolean[] members(int[] chain) {
        boolean[] members = new boolean[heights.length];
        for (int step : chain) {
            members[step] = true;
        }
        return members;
    }

    /** The most waves that a chain may be ahead; none where nothing binds it. */
    private int earliest(int[] chain) {
        boolean[] members = members(chain);
        List<BandSchedule.Link> binding = new ArrayList<>();
        for (BandSchedule.Link link : links) {
            if (known[link.writer()] && members[link.reader()]) {
                binding.add(link);
            }
        }
        if (binding.isEmpty()) {
            return 0;
        }
        int right = -away;
        int wrong = away + 1;
        while (wrong - right > 1) {
            int middle = Math.floorDiv(right + wrong, 2);
            if (isThere(binding, middle)) {
                right = middle;
            } else {
                wrong = middle;
            }
        }
        if (!isThere(binding, right)) {
            throw new IllegalStateException("bands that cannot be brought into step; please report this");
        }
        return right;
    }

    /** Whether all rows that a chain asks for, so many waves ahead, are made in time anyway. */
    private boolean isThere(List<BandSchedule.Link> binding, int waves) {
        for (BandSchedule.Link link : binding) {
            int height = heights[link.writer()];
            int[] writer = made[link.writer()];
            int[] reader = made[link.reader()];
            for (int wave = -2 * away; wave <= lastWave + away; wave++) {
                int there = writer[margin + wave + ahead[link.writer()]];
                int asked = link.reach().end(reader[margin + wave + BandSchedule.LEAD + waves]);
                if (Math.min(asked, height) > there) {
                    return false;
                }
            }
        }
        return true;
    }
}
