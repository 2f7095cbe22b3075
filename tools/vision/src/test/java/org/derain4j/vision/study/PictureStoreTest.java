package org.derain4j.vision.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureStoreTest {

    @TempDir
    Path folder;

    /** Else one run's pictures could come to stand below what decides the other's. */
    @Test
    void oneRunAtATimeSavesInAFolder() throws IOException {
        try (PictureStore _ = PictureStore.kept(folder, true)) {
            Failure failure = assertThrows(Failure.class, () -> PictureStore.kept(folder, true));
            assertTrue(failure.getMessage().contains("another run saves there"), failure.getMessage());
            assertEquals(ExitCode.USAGE, failure.exitCode());
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
        PictureStore.kept(folder, false).close();
    }
}
