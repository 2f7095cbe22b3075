package org.derain4j.web.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The queue's folder, and what is done about those of others. */
@Timeout(60)
class SpoolTest {

    /** Holds a lock until its input ends, as another server would. */
    private static final String OTHER = """
            import java.nio.channels.FileChannel;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;

            class Other {
                public static void main(String[] arguments) throws Exception {
                    try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                        channel.lock();
                        System.out.println("locked");
                        System.in.read();
                    }
                }
            }
            """;

    @TempDir
    Path place;

    /** As a server that was killed has left it. */
    private Path left(String name, Duration age) throws IOException {
        Path folder = Files.createDirectory(place.resolve(name));
        Files.createFile(folder.resolve(Spool.LOCK));
        Files.write(folder.resolve("1.upload"), new byte[10]);
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(age)));
        return folder;
    }

    @Test
    void whatAKilledServerHasLeftGoes() throws Exception {
        Path old = left(Spool.PREFIX + "1", Duration.ofHours(1));
        Path young = left(Spool.PREFIX + "2", Duration.ofSeconds(1));
        Path foreign = left("photos", Duration.ofHours(1));
        Path target = left("target", Duration.ofHours(1));
        Path link = Files.createSymbolicLink(place.resolve(Spool.PREFIX + "3"), target);
        try (Spool spool = new Spool(place)) {
            assertFalse(Files.exists(old));
            assertTrue(Files.exists(young), "it may be about to be locked");
            assertTrue(Files.exists(foreign.resolve("1.upload")));
            assertTrue(Files.exists(link.resolve("1.upload")));
            Files.write(spool.next(".upload"), new byte[1]);
        }
        Files.setLastModifiedTime(young, FileTime.from(Instant.EPOCH));
        new Spool(place).close();
        assertFalse(Files.exists(young));
    }

    @Test
    void thatOfALivingServerStays() throws Exception {
        Path source = Files.writeString(place.resolve("Other.java"), OTHER);
        Path folder = left(Spool.PREFIX + "1", Duration.ofHours(1));
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                source.toString(), folder.resolve(Spool.LOCK).toString()).start();
        try {
            assertEquals("locked", other.inputReader().readLine());
            new Spool(place).close();
            assertTrue(Files.exists(folder.resolve("1.upload")));
        } finally {
            other.destroyForcibly().waitFor();
        }
        new Spool(place).close();
        assertFalse(Files.exists(folder));
    }

    @Test
    void whatKeepsTheFolderYoungKeepsItsLock() throws Exception {
        Path source = Files.writeString(place.resolve("Other.java"), OTHER.replace("channel.lock();",
                "System.out.println(channel.tryLock() == null ? \"held\" : \"free\");"));
        try (Spool spool = new Spool(place)) {
            spool.keep();
            Path lock = spool.next(".upload").resolveSibling(Spool.LOCK);
            Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    source.toString(), lock.toString()).start();
            try {
                assertEquals("held", other.inputReader().readLine());
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    /** Two servers in one process: neither may cost the other its lock. */
    @Test
    void thatOfThisProcessStays() throws Exception {
        try (Spool first = new Spool(place)) {
            Path file = Files.write(first.next(".upload"), new byte[1]);
            Files.setLastModifiedTime(file.getParent(), FileTime.from(Instant.EPOCH));
            new Spool(place).close();
            assertTrue(Files.exists(file));
            assertTrue(first.holds(first.next(".upload")));
            assertFalse(first.holds(place.resolve("1.upload")));
            assertEquals("x: it is (it)", first.withoutPaths("x: " + file + " is (" + first.next(".png") + ")", "it"));
            first.delete(file);
            first.delete(file);
        }
        try (var files = Files.list(place)) {
            assertEquals(0, files.count());
        }
    }
}
