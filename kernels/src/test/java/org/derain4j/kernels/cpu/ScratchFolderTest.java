package org.derain4j.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.ScratchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {

    private static final Path IN_MEMORY = Path.of("/dev/shm");

    @TempDir(factory = DiskFolder.class)
    private Path folder;

    @Test
    void theUsualPlaces() {
        assertEquals(List.of("/a", "/c", "/var/tmp", "/h/.cache", "/h/Library/Caches", "/t"),
                ScratchFolder.usual(Map.of("TMPDIR", "/a", "XDG_CACHE_HOME", "/c", "LOCALAPPDATA", " "), Path.of("/h"),
                        Path.of("/t")).stream().map(path -> path.toString().replace('\\', '/')).toList());
        Path found = ScratchFile.defaultFolder();
        assertTrue(ScratchFolder.usual().contains(found) && Files.isWritable(found), found.toString());
    }

    /** Of which the environment may have some: Java reads it as ASCII where there is no locale. */
    @Test
    void whatIsNoPathIsNoPlace() {
        assertEquals(List.of(Path.of("/var/tmp"), Path.of("/h/.cache"), Path.of("/h/Library/Caches"), Path.of("/t")),
                ScratchFolder.usual(Map.of("TMPDIR", "/a\0b"), Path.of("/h"), Path.of("/t")));
    }

    @Test
    void noneAmongThem() {
        Path missing = folder.resolve("missing");
        assertEquals(folder, ScratchFolder.choose(List.of(missing, folder)));
        refused(() -> ScratchFolder.choose(List.of(missing)), missing.toString(), "no folder");
    }

    @Test
    void noFolder() throws IOException {
        refused(() -> ScratchFile.create(folder.resolve("missing"), 1, Cancellation.NONE), "missing", "no folder");
        Path file = Files.createFile(folder.resolve("file"));
        refused(() -> ScratchFile.create(file, 1, Cancellation.NONE), file.toString(), "no folder");
    }

    @Test
    void noRoom() {
        for (long bytes : new long[]{Long.MAX_VALUE / 2, Long.MAX_VALUE}) {
            refused(() -> ScratchFile.create(folder, bytes, Cancellation.NONE), folder.toString(), " needs ", " GB",
                    "room for");
        }
        assertEquals(0, ScratchThreads.count());
    }

    @Test
    void noDisk() {
        assumeTrue(Files.isDirectory(IN_MEMORY), "not tried here: a folder in memory");
        refused(() -> ScratchFile.create(IN_MEMORY, 1, Cancellation.NONE), IN_MEMORY.toString(), "in memory");
        refused(() -> ScratchFolder.choose(List.of(IN_MEMORY)), "no folder on a disk");
    }

    @Test
    void nobodyElseMayReadItAndItsRoomIsTaken() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "not tried here: what a file without a name is like");
        int files = 0;
        try (ScratchFile file = ScratchFile.create(folder, 10_000_001, Cancellation.NONE);
                DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).toString().startsWith(folder.toRealPath().toString())) {
                    files++;
                    assertEquals(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE),
                            Files.getPosixFilePermissions(descriptor), "while " + file + " is open");
                    assertEquals(10_002_432, Files.size(descriptor));
                    if (Reservation.isPossible()) {
                        assertTrue(taken(descriptor) >= 10_002_432, taken(descriptor) + " bytes");
                    }
                }
            }
        }
        assertEquals(1, files);
    }

    /** Bytes of a file that are on disk. */
    private static long taken(Path descriptor) throws IOException {
        String file = descriptor.toString().replace("self", Long.toString(ProcessHandle.current().pid()));
        Process process = new ProcessBuilder("stat", "-L", "-c", "%b", file).start();
        try (BufferedReader output = process.inputReader()) {
            return 512 * Long.parseLong(output.readLine());
        }
    }

    private static void refused(Runnable action, String... words) {
        String message = assertThrows(ScratchException.class, action::run).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message + " lacks " + word);
        }
        assertTrue(message.contains("DerainerBuilder.scratch"), message);
    }
}
