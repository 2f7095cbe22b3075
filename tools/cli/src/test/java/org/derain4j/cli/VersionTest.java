package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.derain4j.cli.common.Version;
import org.junit.jupiter.api.Test;

/** The commit stands beside the number where this is built from a checkout, and nothing where it is not. */
class VersionTest {

    private static final String NUMBER = "derain \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?";

    @Test
    void theCommitIsThisCheckouts() throws Exception {
        String version = new Version().getVersion()[0];
        String expected = Files.exists(Path.of("../../.git")) ? commit() : "";
        if (expected.isEmpty()) {
            assertTrue(version.matches(NUMBER), version);
        } else {
            assertTrue(version.matches(NUMBER + " \\([0-9a-f]{10,}(-dirty)? of \\d{4}-\\d\\d-\\d\\d\\)"), version);
        }
        assertEquals("derain " + Version.text(), version);
    }

    private static String commit() throws IOException, InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "HEAD").start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return git.waitFor() == 0 ? commit.strip() : "";
        } catch (IOException e) {
            return ""; // there is no git here
        }
    }
}
