package org.derain4j.cli.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.derain4j.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that all commands take which run the network. */
class EngineOptionsTest {

    @TempDir
    Path folder;

    @Test
    void severalModelsAreRefusedWhereOneRuns() {
        CommandRun bench = CommandRun.of("bench", "-m", "lite", "-m", "other");
        assertEquals(ExitCode.USAGE, bench.exitCode(), bench.err());
        assertTrue(bench.err().contains("-m is given 2 times"), bench.err());
        CommandRun run = CommandRun.onEngine("-m", "lite", "-m", "other",
                Path.of(System.getProperty("derain4j.root"), "tools/samples/lighthouse.png"), "-o",
                folder.resolve("x.png"));
        assertTrue(run.err().contains("-m is given 2 times"), run.err());
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
    }
}
