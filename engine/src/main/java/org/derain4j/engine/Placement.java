package org.derain4j.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.derain4j.engine.plan.Traffic;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;

/** Tells of a program where its maps lie. */
final class Placement {

    private Placement() {}

    /**
     * All of a program.
     *
     * @param runs   of it, each of which reads and writes as much
     * @param bytes  that it takes in memory, with all that comes beside its maps
     * @param folder asked for where there is a scratch file
     */
    static Storage of(Program program, int runs, long bytes, Supplier<Path> folder) {
        Traffic traffic = Traffic.of(program);
        Set<Integer> slots = new HashSet<>();
        List<Storage.Place> places = new ArrayList<>();
        long scratch = 0;
        for (FeatureMap map : program.maps()) {
            Storage.Place place = place(map);
            scratch += map.spilled() && slots.add(map.slot()) ? place.fileBytes() : 0;
            places.add(place);
        }
        return new Storage(bytes, scratch, scratch > 0 ? folder.get() : null, runs * traffic.readBytes(),
                runs * traffic.writtenBytes(), places);
    }

    private static Storage.Place place(FeatureMap map) {
        long memory = map.floats() * Float.BYTES;
        long file = map.fileBytes();
        Storage.Kind kind = file > 0
                ? Storage.Kind.SCRATCH
                : map.isWhole() || map.spilled() ? Storage.Kind.WHOLE : Storage.Kind.ROWS;
        return new Storage.Place(map.name(), map.shape().height(), map.shape().width(), map.shape().channels(),
                map.slot(), kind, memory, file);
    }
}
