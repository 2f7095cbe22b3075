package org.derain4j.kernels.tiled;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.derain4j.kernels.program.Axis;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Window;

/** The filters of one network in the orders in which they are read: one of each for all of its programs. Thread-safe. */
final class PackedFilters {

    /** What decides how a filter is packed; lists, because arrays have no equality. Winograd's points have no phases. */
    private record Key(String name, Window window, List<Integer> rows, List<Integer> columns, int channels,
            List<Integer> lanes) {}

    private final Map<Key, PackedFilter> filters = new ConcurrentHashMap<>();

    /** A phase's taps; see {@link PackedFilter#taps}. */
    PackedFilter taps(String name, Parameter filter, Window window, Axis vertical, Axis horizontal, int channels,
            int[] lanes, int tileChannels) {
        return filters.computeIfAbsent(
                new Key(name, window, vertical.taps(), horizontal.taps(), channels, list(lanes)),
                key -> PackedFilter.taps(filter, window, vertical, horizontal, channels, lanes, tileChannels));
    }

    /** Winograd's points; see {@link WinogradConvolution#pack}. */
    PackedFilter points(String name, Parameter filter, Window window, int channels, Sink sink, int tileChannels) {
        return filters.computeIfAbsent(
                new Key(name, window, List.of(), List.of(), channels, list(sink.columns())),
                key -> WinogradConvolution.pack(filter, window, channels, sink, tileChannels));
    }

    private static List<Integer> list(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
