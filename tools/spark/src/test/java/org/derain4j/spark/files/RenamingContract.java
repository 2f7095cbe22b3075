package org.derain4j.spark.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** What holds where files get their names when they are whole. */
abstract class RenamingContract extends StoreContract {

    @Test
    void whereAFileIsInTheWayOfAFolderNothingIsWritten() throws IOException {
        store().write(at("a"), bytes(10));
        assertThrows(IOException.class, () -> store().write(at("a/b"), bytes(20)));
        assertArrayEquals(bytes(10), store().read(at("a")));
        assertNothingIsLeft();
    }

    @Override
    void awaitWriting(FileStore store) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
            if (Parts.of(store, root()) > 0) {
                return;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("the other process does not write");
    }

    @Override
    int killed(FileStore store, Path path) throws IOException {
        for (Found found : store.list(root())) {
            assertEquals(path, found.path());
            assertArrayEquals(KilledWriter.content(), store.read(path));
        }
        int left = Parts.of(store, root());
        assertEquals(left, store.sweep(root()));
        assertEquals(0, Parts.of(store, root()));
        return left;
    }

    @Test
    void onlyOwnAndOldRemainsAreSwept() throws IOException {
        FileStore store = store();
        FileSystem files = store.of(root());
        long now = System.currentTimeMillis();
        long old = now - Duration.ofHours(2).toMillis();
        Set<String> kept = new TreeSet<>(Set.of("x/a.png", "x/.derain-1.part", "x/.derain-12-0-0-0-0.tmp", "x/b.part",
                "x/.derain-0123456789abcdef-0123456789abcdeX.part",
                "x/.derain-0123456789abcdef-0123456789abcdef.part.png"));
        for (String name : kept) {
            store.write(at(name), bytes(3));
            files.setTimes(at(name), old, old);
        }
        String own = "x/y/" + store.partName();
        String fresh = "x/" + store().partName();
        String dead = "x/" + store().partName();
        for (String name : List.of(own, fresh, dead)) {
            store.write(at(name), bytes(3));
        }
        files.setTimes(at(dead), old, old);
        Path folder = at("x/" + store().partName());
        files.mkdirs(folder);
        assertEquals(kept, names());

        assertEquals(2, store.sweep(root()));
        assertEquals(kept, names());
        assertTrue(files.exists(folder));
        assertTrue(files.exists(at(fresh)));
        assertEquals(1, store.sweep(root(), Duration.ZERO));
        assertTrue(files.exists(folder));
        assertEquals(0, store.sweep(at("nothing")));
    }
}
