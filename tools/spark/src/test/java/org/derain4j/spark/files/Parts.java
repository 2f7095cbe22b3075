package org.derain4j.spark.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.Path;

/** Files in the making, which listings leave out. */
final class Parts {

    private Parts() {}

    /** How many there are below a folder, which need not be there. */
    static int of(FileStore store, Path root) throws IOException {
        AtomicInteger count = new AtomicInteger();
        try {
            new Walk(store.of(root), file -> {
                if (file.getPath().getName().startsWith(".derain-")) {
                    count.incrementAndGet();
                }
            }, (_, _) -> {}).of(root);
        } catch (FileNotFoundException e) {
            return 0;
        }
        return count.get();
    }
}
