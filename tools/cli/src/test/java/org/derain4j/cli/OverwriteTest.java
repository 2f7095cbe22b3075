package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.derain4j.cli.FakeEngine.Run;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.pictures.PictureReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --overwrite} leaves of the file that was there, and what lies beside it. */
@DisabledOnOs(OS.WINDOWS)
class OverwriteTest {

    @TempDir
    private Path folder;

    private final FakeEngine engine = new FakeEngine();

    @Test
    void aPrivatePictureStaysPrivate() throws IOException {
        Path picture = Pictures.save(Pictures.colour(), folder.resolve("p.png"));
        Files.setPosixFilePermissions(picture, PosixFilePermissions.fromString("rw-------"));
        assertEquals(ExitCode.DONE, engine.run(picture, "-o", picture, "--overwrite").exitCode());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(picture)));
        assertArrayEquals(Pictures.samples(FakeEngine.inverted(Pictures.colour())),
                Pictures.samples(new PictureReader().read(picture).picture()));
    }

    @Test
    void timesAreKeptOnRequest() throws IOException {
        Path picture = Pictures.save(Pictures.colour(), folder.resolve("p.png"));
        FileTime changed = FileTime.from(Instant.parse("2019-07-14T10:11:12Z"));
        FileTime read = FileTime.from(Instant.parse("2020-01-02T03:04:05Z"));
        setTimes(picture, changed, read);
        assertEquals(ExitCode.DONE, engine.run(picture, "--keep-times", "--compare").exitCode());
        for (String result : List.of("p.derained.png", "p.compare.png")) {
            assertTimes(folder.resolve(result), changed, read);
        }
        assertEquals(ExitCode.DONE, engine.run(picture, "-o", folder.resolve("own.png")).exitCode());
        assertTrue(Files.getLastModifiedTime(folder.resolve("own.png")).compareTo(changed) > 0);
        setTimes(picture, changed, read);
        assertEquals(ExitCode.DONE, engine.run(picture, "-o", picture, "--overwrite", "--keep-times").exitCode());
        assertTimes(picture, changed, read);
        assertArrayEquals(Pictures.samples(FakeEngine.inverted(Pictures.colour())),
                Pictures.samples(new PictureReader().read(picture).picture()));
    }

    private static void setTimes(Path file, FileTime changed, FileTime read) throws IOException {
        Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(changed, read, null);
    }

    private static void assertTimes(Path file, FileTime changed, FileTime read) throws IOException {
        BasicFileAttributes times = Files.readAttributes(file, BasicFileAttributes.class);
        assertEquals(changed, times.lastModifiedTime());
        assertEquals(read, times.lastAccessTime());
    }

    @Test
    void aPipeIsRefusedBeforeAnyWork() throws Exception {
        Path picture = Pictures.save(Pictures.colour(), folder.resolve("p.png"));
        Path pipe = folder.resolve("pipe.png");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Run run = engine.run(picture, "-o", pipe, "--overwrite");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertEquals("derain: " + picture + ": its result " + pipe
                + " is a pipe or a device, which cannot be replaced; name a file to write.\n", run.err());
        assertEquals(List.of(), engine.opened);
        assertTrue(Files.exists(pipe) && !Files.isRegularFile(pipe));

        Path onnx = Files.move(pipe, folder.resolve("pipe.onnx"));
        CommandRun export = CommandRun.of("export", "lite", "-o", onnx, "--overwrite");
        assertEquals("derain: -o " + onnx
                + ": is a pipe or a device, which cannot be replaced; name a file to write.\n", export.err());
        assertEquals(ExitCode.INPUT_FAILED, export.exitCode());
        assertFalse(Files.isRegularFile(onnx));
    }

    @Test
    void whatAKilledRunLeftGoesWithTheNext() throws Exception {
        Path picture = Pictures.save(Pictures.colour(), folder.resolve("p.png"));
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path left = Files.createFile(
                folder.resolve(".derain-" + dead.pid() + "-123e4567-e89b-12d3-a456-426614174000.tmp"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        assertEquals(ExitCode.DONE, engine.run(picture).exitCode());
        assertFalse(Files.exists(left));
    }
}
