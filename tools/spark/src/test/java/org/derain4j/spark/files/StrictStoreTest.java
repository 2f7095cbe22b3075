package org.derain4j.spark.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems that rename and do not replace. */
class StrictStoreTest extends RenamingContract {

    @TempDir
    private java.nio.file.Path folder;

    @Override
    FileStore store() {
        return new FileStore(StrictFileSystem.configuration());
    }

    @Override
    Path makeRoot() {
        return new Path(URI.create("strict://" + folder.toUri().getPath()));
    }

    /** For a moment there is none. */
    @Override
    void readWhole(FileStore store, Path path) throws IOException {
        try {
            super.readWhole(store, path);
        } catch (FileNotFoundException e) {
            // Another attempt is about to rename its own.
        }
    }

    @Test
    void ofAStreamThatFailsInTheMiddleNothingIsLeft() throws IOException {
        store().write(at("x/a"), bytes(10));
        StrictFileSystem.ROOM.set(70_000);
        try {
            assertEquals("the disk is full",
                    assertThrows(IOException.class, () -> store().write(at("x/a"), bytes(100_000))).getMessage());
            assertThrows(IOException.class, () -> store().write(at("x/b"), bytes(100_000)));
        } finally {
            StrictFileSystem.ROOM.set(Long.MAX_VALUE);
        }
        assertArrayEquals(bytes(10), store().read(at("x/a")));
        assertEquals(1, names().size());
        assertNothingIsLeft();
    }

    /** It may be killed when the job has ended, and its result counts as there. */
    @Test
    void aSlowerAttemptAtTheSamePictureTakesNothingAway() throws IOException {
        store().write(at("x/a"), bytes(100_000));
        StrictFileSystem.kills = true;
        try {
            store().write(at("x/a"), bytes(100_000));
            assertThrows(AssertionError.class, () -> store().write(at("x/b"), bytes(100_000)));
        } finally {
            StrictFileSystem.kills = false;
        }
        assertArrayEquals(bytes(100_000), store().read(at("x/a")));
        assertEquals(1, names().size());
        assertNothingIsLeft();
    }

    @Test
    void aFileIsNotMovedIntoAFolderOfItsName() throws IOException {
        store().write(at("x/a/b"), bytes(10));
        assertThrows(IOException.class, () -> store().write(at("x/a"), bytes(20)));
        assertEquals(1, names().size());
        assertNothingIsLeft();
    }
}
