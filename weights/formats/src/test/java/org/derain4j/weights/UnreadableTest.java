package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the system says in a word is said in a sentence, with the file's name. */
class UnreadableTest {

    private static final String DENIED = ": this user may not read it; allow that, or give another file";

    @Test
    void whatMayNotBeRead() {
        AccessDeniedException said = new AccessDeniedException("/etc/a.safetensors");
        IOException told = FileBytes.unreadable(Path.of("a.safetensors"), said);
        assertEquals("a.safetensors" + DENIED, told.getMessage());
        assertInstanceOf(AccessDeniedException.class, told);
        assertSame(said, told.getCause());
    }

    @Test
    void whatCannotBeRead() {
        IOException told = FileBytes.unreadable(Path.of("a\nb"), new IOException("Input/output error"));
        assertEquals("a\\u000ab: it cannot be read (Input/output error); give a copy from a disk that is well",
                told.getMessage());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void filesAndFolders(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.weights"), "weights");
        Path inside = Files.createDirectory(folder.resolve("inside"));
        for (Path path : new Path[]{file, inside}) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
            Assumptions.assumeFalse(Files.isReadable(path), "this user may read everything");
            assertEquals(path + DENIED,
                    assertThrows(AccessDeniedException.class, () -> TensorFile.open(path)).getMessage());
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
