package org.derain4j.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The data files of a checkpoint. Each is opened when first needed, so that a missing one costs its tensors only. */
final class CheckpointShards implements TensorTable.Source {

    private final Path prefix;
    private final CheckpointIndex index;
    private final Map<Path, ByteSource> opened = new HashMap<>();

    CheckpointShards(Path prefix, CheckpointIndex index) {
        this.prefix = prefix;
        this.index = index;
    }

    @Override
    public Stretch bytes(TensorInfo tensor) throws IOException {
        CheckpointIndex.Location location = index.location(tensor.name());
        Path file = file(location.shard());
        Origin origin = new Origin(file.toString(), tensor.name());
        return new Stretch(shard(file, origin), location.offset(), location.size(), OptionalInt.of(location.crc()),
                origin);
    }

    private Path file(int shard) {
        String suffix = String.format(Locale.ROOT, ".data-%05d-of-%05d", shard, index.shards());
        return prefix.getFileSystem().getPath(prefix + suffix);
    }

    private synchronized ByteSource shard(Path file, Origin origin) throws IOException {
        ByteSource shard = opened.get(file);
        if (shard == null) {
            if (Files.notExists(file)) {
                throw origin.damage("this shard, which holds it, is missing; put it beside the index");
            }
            shard = FileBytes.open(file);
            opened.put(file, shard);
        }
        return shard;
    }

    @Override
    public synchronized void close() {
        opened.values().forEach(ByteSource::close);
    }
}
