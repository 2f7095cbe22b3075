package org.derain4j.spark.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of this machine. */
class FileStoreTest extends RenamingContract {

    @TempDir
    private java.nio.file.Path folder;

    @Override
    FileStore store() {
        return new FileStore(new Configuration());
    }

    @Override
    Path makeRoot() {
        return new Path(folder.toUri());
    }

    @Test
    void thereAreNoFilesOfChecksums() throws IOException {
        store().write(new Path(root(), "a"), bytes(100));
        try (var all = Files.list(folder)) {
            assertEquals(Set.of("a"), all.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void aReplacedFileKeepsItsPermissions() throws IOException {
        java.nio.file.Path file = Files.writeString(folder.resolve("a"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        store().write(new Path(root(), "a"), bytes(9));
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        store().write(new Path(root(), "b"), bytes(9));
        assertEquals(Files.getPosixFilePermissions(Files.createFile(folder.resolve("ordinary"))),
                Files.getPosixFilePermissions(folder.resolve("b")));
    }

    @Test
    void sentencesCallFilesByPlainNames() {
        assertEquals("/a b/50%#?.png", FileStore.shown(FileStore.below(new Path("file:///a b"), "50%#?.png")));
        assertEquals("/a", FileStore.shown(new Path("/a")));
        assertEquals("hdfs://host:1/a b%.png", FileStore.shown(new Path("hdfs://host:1/a b%.png")));
    }
}
