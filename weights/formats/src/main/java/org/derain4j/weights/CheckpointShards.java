package org.derain4j.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The data files of a checkpoint. Each is mapped when first needed, so that a missing one costs its tensors only. */
final class CheckpointShards implements TensorTable.Source {

    private final Path prefix;
    private final CheckpointIndex index;
    private final Arena arena;
    private final Map<Path, MemorySegment> mapped = new HashMap<>();

    CheckpointShards(Path prefix, CheckpointIndex index, Arena arena) {
        this.prefix = prefix;
        this.index = index;
        this.arena = arena;
    }

    @Override
    public MemorySegment bytes(TensorInfo tensor) throws IOException {
        CheckpointIndex.Location location = index.location(tensor.name());
        Path file = file(location.shard());
        Origin origin = new Origin(file.toString(), tensor.name());
        MemorySegment shard = map(file, origin);
        long offset = location.offset();
        if (offset < 0 || offset > shard.byteSize() || location.size() > shard.byteSize() - offset) {
            throw origin.damage("its %d bytes from %d reach past the end of the shard, at %d; get a fresh copy"
                    .formatted(location.size(), offset, shard.byteSize()));
        }
        MemorySegment bytes = shard.asSlice(offset, location.size());
        MaskedCrc.verify(bytes, location.crc(), "its data", origin);
        return bytes;
    }

    private Path file(int shard) {
        String suffix = String.format(Locale.ROOT, ".data-%05d-of-%05d", shard, index.shards());
        return prefix.getFileSystem().getPath(prefix + suffix);
    }

    private synchronized MemorySegment map(Path file, Origin origin) throws IOException {
        MemorySegment shard = mapped.get(file);
        if (shard == null) {
            if (Files.notExists(file)) {
                throw origin.damage("this shard, which holds it, is missing; put it beside the index");
            }
            shard = FileMapping.map(file, arena);
            mapped.put(file, shard);
        }
        return shard;
    }
}
