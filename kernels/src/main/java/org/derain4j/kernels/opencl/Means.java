package org.derain4j.kernels.opencl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.derain4j.kernels.Filters;
import org.derain4j.kernels.Shape;
import org.derain4j.kernels.Step;
import org.jocl.cl_mem;

/**
 * The sums that convolutions leave on their way for the attention that takes means of their results. A buffer serves one map after
 * the other: what is queued keeps its order.
 */
final class Means {

    /**
     * Sums of a map, whose last stage has yet to come.
     *
     * @param buffer of {@code pieces} rows
     * @param pieces groups that each left a row
     * @param pitch  values of a row, no fewer than the map has channels
     */
    record Sums(cl_mem buffer, int pieces, int pitch) {

        static Sums of(cl_mem buffer, Geometry g, Tile tile, Shape out) {
            return new Sums(buffer, pieces(g, tile, out), pitch(g, tile));
        }

        private static int pieces(Geometry g, Tile tile, Shape out) {
            long[] groups = ConvolutionLaunch.groups(g, tile, out);
            return Math.toIntExact(groups[1] * groups[2]);
        }

        private static int pitch(Geometry g, Tile tile) {
            return tile.blocks(g) * tile.block();
        }

        private static long bytes(Geometry g, Tile tile, Shape out) {
            return (long) pieces(g, tile, out) * pitch(g, tile) * Float.BYTES;
        }
    }

    private final Session session;
    private final Handles owner;
    private final Set<Integer> attended;
    private final long bytes;
    private final Deque<cl_mem> free = new ArrayDeque<>();
    private final Map<Integer, Sums> left = new HashMap<>();

    /**
     * For the steps of one program.
     *
     * @param owner of the buffers
     */
    Means(Session session, List<Step> steps, Filters filters, List<Shape> shapes, Tiles tiles, Handles owner) {
        this.session = session;
        this.owner = owner;
        this.attended = attended(steps);
        this.bytes = bytes(steps, filters, shapes, tiles);
    }

    /** Maps of which means are taken. */
    private static Set<Integer> attended(List<Step> steps) {
        Set<Integer> maps = new HashSet<>();
        for (Step step : steps) {
            if (step instanceof Step.ChannelAttention attention) {
                maps.add(attention.input());
            }
        }
        return maps;
    }

    /** What a buffer takes: as much as the largest sums. */
    static long bytes(List<Step> steps, Filters filters, List<Shape> shapes, Tiles tiles) {
        Set<Integer> attended = attended(steps);
        long most = 0;
        for (Step step : steps) {
            if (step instanceof Step.Convolution s && attended.contains(s.output())) {
                Geometry g = Geometry.of(s, filters, shapes).withMeans();
                Shape out = shapes.get(s.output());
                most = Math.max(most, Sums.bytes(g, tiles.of(g, out), out));
            }
        }
        return most;
    }

    /** Whether a convolution that makes the map has to leave sums. */
    boolean areTakenOf(int map) {
        return attended.contains(map);
    }

    /** Where a convolution leaves them. */
    Sums leave(int map, Geometry g, Tile tile, Shape out) {
        cl_mem buffer = free.isEmpty() ? session.buffer(bytes, owner) : free.pop();
        Sums sums = Sums.of(buffer, g, tile, out);
        left.put(map, sums);
        return sums;
    }

    /** Those of a map, which the next launches read for the last time; null if no convolution has left any. */
    Sums take(int map) {
        Sums sums = left.remove(map);
        if (sums != null) {
            free.push(sums.buffer());
        }
        return sums;
    }
}
