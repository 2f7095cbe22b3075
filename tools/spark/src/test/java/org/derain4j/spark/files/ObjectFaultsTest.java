package org.derain4j.spark.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.Path;
import org.derain4j.spark.files.ObjectFileSystem.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of object stores that fail. */
class ObjectFaultsTest {

    private final FileStore store = new FileStore(ObjectFileSystem.configuration());

    @TempDir
    private java.nio.file.Path folder;

    @AfterEach
    void mend() {
        ObjectFileSystem.fault = Fault.NONE;
        Thread.interrupted();
    }

    private Path at(String name) {
        return new Path(URI.create("object://" + folder.toUri().getPath() + name));
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aStreamThatFailsIsAbortedAndTheOldObjectStays(Fault fault) throws IOException {
        store.write(at("a"), StoreContract.bytes(10));
        ObjectFileSystem.fault = fault;
        int aborted = ObjectFileSystem.aborted;
        for (String name : new String[]{"a", "b"}) {
            assertThrows(Exception.class,
                    () -> store.write(at(name), StoreContract.bytes(1000)));
            assertEquals(fault == Fault.SILENT_CLOSE, Thread.interrupted());
        }
        assertEquals(2, ObjectFileSystem.aborted - aborted);
        assertArrayEquals(StoreContract.bytes(10), store.read(at("a")));
        assertArrayEquals(new String[]{"a"}, folder.toFile().list());
    }

    @Test
    void whatNoFaultStopsIsThere() throws IOException {
        store.write(at("x/a"), StoreContract.bytes(1000));
        assertArrayEquals(StoreContract.bytes(1000), store.read(at("x/a")));
    }
}
