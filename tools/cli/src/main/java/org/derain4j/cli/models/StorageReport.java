package org.derain4j.cli.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.derain4j.cli.common.Forecast;
import org.derain4j.cli.common.PictureSize;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Storage;
import org.derain4j.engine.Storage.Kind;
import org.derain4j.engine.Storage.Place;

/**
 * Where what a picture takes lies under a budget, and how long that takes here.
 *
 * @param storage
 *            what the engine would do
 * @param time
 *            what that would take
 */
record StorageReport(Storage storage, Forecast.Time time) {

    private static final double MB = 1 << 20;

    static StorageReport of(Derainer derainer, PictureSize size) {
        Storage storage = derainer.storage(size.height(), size.width());
        return new StorageReport(storage, new Forecast(derainer).of((double) size.height() * size.width(), storage));
    }

    /** Headings and what there is to say. */
    Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Maps whole", in(Kind.WHOLE, Place::memoryBytes));
        rows.put("Maps in rows", in(Kind.ROWS, Place::memoryBytes));
        rows.put("Maps on file", in(Kind.SCRATCH, Place::memoryBytes)
                + line(" in memory, %,.1f MiB in the file", sum(of(Kind.SCRATCH), Place::fileBytes) / MB));
        rows.put("Scratch file", line("%,.1f MiB; %,.1f MiB read, %,.1f MiB written", storage.scratchBytes() / MB,
                storage.readBytes() / MB, storage.writtenBytes() / MB));
        rows.put("Time", line("%s; %s of arithmetic, %s of the scratch file at the same time", time,
                seconds(time.computeSeconds()), seconds(time.scratchSeconds())));
        return rows;
    }

    private String in(Kind kind, ToLongFunction<Place> bytes) {
        return line("%,d, %,.1f MiB", of(kind).count(), sum(of(kind), bytes) / MB);
    }

    private Stream<Place> of(Kind kind) {
        return storage.maps().stream().filter(place -> place.kind() == kind);
    }

    /** Maps that take each other's place count once. */
    private static long sum(Stream<Place> places, ToLongFunction<Place> bytes) {
        return places.collect(Collectors.toMap(Place::slot, bytes::applyAsLong, Math::max)).values().stream()
                .mapToLong(Long::longValue).sum();
    }

    /** A table of the maps that go to the scratch file in part or whole, or of all. */
    List<String> lines(boolean all) {
        List<Place> places = storage.maps().stream().filter(place -> all || place.fileBytes() > 0).toList();
        return places.isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(line("%-40s %-16s %-7s %12s %12s", "Map", "HxWxC", "held", "MiB memory",
                        "MiB file")), places.stream().map(StorageReport::line)).toList();
    }

    private static String line(Place place) {
        return line("%-40s %-16s %-7s %12.1f %12.1f", place.name(),
                place.height() + "x" + place.width() + "x" + place.channels(),
                place.kind().name().toLowerCase(Locale.ROOT), place.memoryBytes() / MB, place.fileBytes() / MB);
    }

    private static String seconds(double seconds) {
        return line(seconds < 10 ? "%.1f s" : "%,.0f s", seconds);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
