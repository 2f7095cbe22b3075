package org.derain4j.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the target and of the temporary file beside it. */
@DisabledOnOs(OS.WINDOWS)
class FileReplacementTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--r-----", "rwxrw-r--", "---------"})
    void aReplacedFileKeepsItsPermissionsAndIsPrivateInTheMaking(String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        try (FileReplacement replacement = FileReplacement.of(file)) {
            Files.writeString(replacement.path(), "new");
            assertEquals("rw-------", permissions(replacement.path()));
            replacement.commit();
        }
        assertEquals(permissions, permissions(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals("new", Files.readString(file));
        assertEquals(Set.of("a"), names());
    }

    @Test
    void aNewFileHasTheOrdinaryPermissions() throws IOException {
        write(folder.resolve("new"));
        assertEquals(permissions(Files.createFile(folder.resolve("ordinary"))), permissions(folder.resolve("new")));
    }

    @Test
    void ownerAndGroupAreKeptWhereTheProcessMaySetThem() throws IOException {
        Path file = Files.createFile(folder.resolve("a"));
        try {
            Files.setAttribute(file, "unix:gid", 54321);
            Files.setAttribute(file, "unix:uid", 54322);
        } catch (FileSystemException e) {
            Assumptions.abort("only the superuser may give files away");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        write(file);
        assertEquals(54321, Files.getAttribute(file, "unix:gid"));
        assertEquals(54322, Files.getAttribute(file, "unix:uid"));
        assertEquals("rw-rw----", permissions(file));
    }

    @Test
    void linksStayAndWhatTheyPointToIsWritten() throws IOException {
        Path real = Files.createDirectory(folder.resolve("sub")).resolve("real");
        Path inner = Files.createSymbolicLink(folder.resolve("sub/inner"), Path.of("real"));
        Path outer = Files.createSymbolicLink(folder.resolve("outer"), Path.of("sub/inner"));
        write(outer); // nothing is there yet
        assertEquals("new", Files.readString(real));
        Files.writeString(real, "old");
        write(outer);
        assertEquals("new", Files.readString(real));
        assertTrue(Files.isSymbolicLink(inner) && Files.isSymbolicLink(outer));
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertThrows(FileSystemLoopException.class, () -> FileReplacement.of(loop));
    }

    @Test
    void whatIsNotCommittedLeavesNoTrace() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        try (FileReplacement replacement = FileReplacement.of(file)) {
            Files.writeString(replacement.path(), "half");
        }
        assertEquals("old", Files.readString(file));
        assertEquals(Set.of("a"), names());
    }

    @Test
    void foldersPipesAndDevicesAreRefused() throws Exception {
        assertRefused("is a folder", Files.createDirectory(folder.resolve("sub")));
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertRefused("is a pipe or a device", pipe);
        assertRefused("is a pipe or a device", Files.createSymbolicLink(folder.resolve("link"), pipe));
        assertRefused("is a pipe or a device", Path.of("/dev/null"));
        assertThrows(NoSuchFileException.class, () -> FileReplacement.of(folder.resolve("missing/a")));
        assertEquals(Set.of("sub", "pipe", "link"), names());
    }

    private static void assertRefused(String reason, Path file) {
        FileSystemException e = assertThrows(FileSystemException.class, () -> FileReplacement.of(file));
        assertEquals(file.toString(), e.getFile());
        assertTrue(e.getReason().startsWith(reason), e.getReason());
    }

    @Test
    void whatAKilledProcessLeftIsSweptOnceItIsOld() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path left = litter(dead.pid(), Duration.ofMinutes(61));
        Path numberTakenOver = litter(ProcessHandle.current().pid(), Duration.ofDays(30));
        Path young = litter(dead.pid(), Duration.ofMinutes(59));
        Path alike = Files.createFile(folder.resolve(".derain-1-notes.tmp"));
        Path behind = Files.createFile(folder.resolve(left.getFileName() + ".png"));
        age(alike, Duration.ofDays(30));
        age(behind, Duration.ofDays(30));
        Path directory = litterName(dead.pid());
        Files.createDirectory(directory);
        age(directory, Duration.ofDays(30));
        Path link = Files.createSymbolicLink(litterName(dead.pid()), left);
        write(folder.resolve("a"));
        assertFalse(Files.exists(left));
        assertFalse(Files.exists(numberTakenOver));
        assertEquals(Stream.of(young, alike, behind, directory, link, Path.of("a"))
                .map(file -> file.getFileName().toString()).collect(Collectors.toSet()), names());
    }

    @Test
    void whatALivingProcessWritesIsLeftAlone() throws Exception {
        Process living = new ProcessBuilder("sleep", "60").start();
        try {
            Path slow = litter(living.pid(), Duration.ofHours(-1));
            assertFalse(Litter.isLeft(slow, Instant.now().plus(Duration.ofDays(1))));
            living.destroyForcibly().waitFor();
            assertTrue(Litter.isLeft(slow, Instant.now().plus(Duration.ofDays(1))));
        } finally {
            living.destroyForcibly();
        }
    }

    @Test
    void aJvmThatIsToldToStopLeavesNothing() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
                System.getProperty("java.class.path"), Unfinished.class.getName(), folder.resolve("a").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertEquals('.', process.getInputStream().read());
        assertEquals(1, names().size());
        process.destroy();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(Set.of(), names());
    }

    /** Begins a file and waits for the signal. */
    static final class Unfinished {

        public static void main(String[] args) throws Exception {
            FileReplacement.of(Path.of(args[0]));
            System.out.print('.');
            System.out.flush();
            Thread.sleep(60_000);
        }
    }

    private Path litter(long process, Duration age) throws IOException {
        Path file = Files.createFile(litterName(process));
        age(file, age);
        return file;
    }

    private Path litterName(long process) {
        return folder.resolve(".derain-" + process + "-" + UUID.randomUUID() + ".tmp");
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private static void write(Path file) throws IOException {
        try (FileReplacement replacement = FileReplacement.of(file)) {
            Files.writeString(replacement.path(), "new");
            replacement.commit();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
