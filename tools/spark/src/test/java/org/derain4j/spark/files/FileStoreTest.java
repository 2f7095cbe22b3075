package org.derain4j.spark.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void aServerNeedNotSayHowLongAFileIs() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/a.png", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(bytes(100_000));
            exchange.close();
        });
        server.start();
        try {
            Path path = new Path("http://localhost:" + server.getAddress().getPort() + "/a.png");
            assertArrayEquals(bytes(100_000), store().read(path));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void sentencesCallFilesByPlainNames() {
        assertEquals("/a b/50%#?.png", FileStore.shown(FileStore.below(new Path("file:///a b"), "50%#?.png")));
        assertEquals("/a", FileStore.shown(new Path("/a")));
        assertEquals("hdfs://host:1/a b%.png", FileStore.shown(new Path("hdfs://host:1/a b%.png")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b.png", "C:", "10:20/30:40.png", "http://a.png", ":", "s3a:x"})
    void namesMayHoldColons(String name) throws IOException {
        String clean = name.replace("//", "/");
        store().write(at(name), bytes(100));
        assertEquals(Set.of(clean), names());
        assertArrayEquals(bytes(100), store().read(store().list(root()).getFirst().path()));
        assertTrue(Files.exists(folder.resolve(clean)));
    }

    @Test
    void whoMayNotWriteIsToldAndNothingIsLeft() throws IOException {
        store().write(at("x/a"), bytes(10));
        Files.setPosixFilePermissions(folder.resolve("x"), PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            if (Files.isWritable(folder.resolve("x"))) {
                Assumptions.abort("the superuser may write everywhere");
            }
            assertThrows(AccessDeniedException.class, () -> store().write(at("x/a"), bytes(20)));
            assertThrows(AccessDeniedException.class, () -> store().write(at("x/y/a"), bytes(20)));
            assertEquals(Set.of("x/a"), names());
        } finally {
            Files.setPosixFilePermissions(folder.resolve("x"), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertArrayEquals(bytes(10), store().read(at("x/a")));
    }

    /** A process that may write 4 MB a file stands for a disk that is full in the middle. */
    @Test
    void ofAFileThatDoesNotFitNothingIsLeft() throws Exception {
        FileStore store = store();
        store.write(at("x/a"), bytes(10));
        try (KilledWriter writer = new KilledWriter(List.of("bash", "-c", "ulimit -f 4096; exec \"$0\" \"$@\""), store,
                at("x/a"))) {
            assertEquals("File too large", writer.failure());
        }
        assertArrayEquals(bytes(10), store.read(at("x/a")));
        assertEquals(0, Parts.of(store, root()));
    }

    @Test
    void ofAFullDiskNothingIsLeft() throws Exception {
        Path small = new Path(folder.toUri() + "small");
        java.nio.file.Path disk = Files.createDirectory(folder.resolve("small"));
        if (run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) != 0) {
            Assumptions.abort("no small file system can be mounted here");
        }
        try {
            FileStore store = store();
            store.write(new Path(small, "a"), bytes(10));
            IOException full = assertThrows(IOException.class, () -> store.write(new Path(small, "a"), bytes(2 << 20)));
            assertEquals("No space left on device", full.getMessage());
            assertArrayEquals(bytes(10), store.read(new Path(small, "a")));
            assertEquals(0, Parts.of(store, small));
            store.write(new Path(small, "b"), bytes(500_000));
        } finally {
            run("umount", disk.toString());
        }
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void aFolderIsNotReplaced() throws IOException {
        store().write(at("x/a/b"), bytes(10));
        assertThrows(IOException.class, () -> store().write(at("x/a"), bytes(20)));
        assertEquals(Set.of("x/a/b"), names());
        assertNothingIsLeft();
    }

    /** Whatever links lead to it, and where it lies in the tree. */
    @Test
    void aFolderIsListedOnce() throws IOException {
        store().write(at("x/y/a"), bytes(10));
        Files.createSymbolicLink(folder.resolve("x/back"), folder.resolve("x"));
        Files.createSymbolicLink(folder.resolve("again"), folder.resolve("x/y"));
        Files.createSymbolicLink(folder.resolve("dead"), folder.resolve("nothing"));
        java.nio.file.Path elsewhere = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-2"));
        try {
            Files.write(elsewhere.resolve("b"), bytes(5));
            Files.createSymbolicLink(folder.resolve("x/other"), elsewhere);
            assertEquals(List.of("x/other/b", "x/y/a"),
                    store().list(root()).stream().map(found -> FileStore.relative(root(), found.path())).sorted()
                            .toList());
        } finally {
            Files.delete(elsewhere.resolve("b"));
            Files.delete(elsewhere);
        }
    }
}
