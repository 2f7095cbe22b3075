package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
