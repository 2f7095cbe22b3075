package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.derain4j.cli.common.Version;
import org.junit.jupiter.api.Test;

/** The POM's version, and the commit beside it where this is built from a checkout, and nothing where it is not. */
class VersionTest {

    @Test
    void theCommitIsThisCheckouts() throws Exception {
        String version = new Version().getVersion()[0];
        String number = "derain " + version();
        if (Files.exists(Path.of("../../.git")) && !commit().isEmpty()) {
            assertTrue(version.matches(
                    Pattern.quote(number) + " \\([0-9a-f]{10,}(-dirty)? of \\d{4}-\\d\\d-\\d\\d\\)"), version);
        } else {
            assertEquals(number, version);
        }
        assertEquals("derain " + Version.text(), version);
    }

    /** Whatever it looks like: what a version may be is tools/release/version.sh's to say. */
    private static String version() throws IOException {
        Matcher matcher = Pattern.compile("<artifactId>derain4j</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(matcher.find());
        return matcher.group(1);
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
