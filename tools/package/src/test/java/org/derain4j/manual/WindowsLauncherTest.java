package org.derain4j.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** derain.cmd, which only Windows can run, or Wine in try-windows.sh, says what the launcher for Unix says. */
class WindowsLauncherTest {

    private static final Path OTHER = Path.of("../bin/derain");

    private static String first(String regex, Path file) throws IOException {
        Matcher matcher = Pattern.compile(regex).matcher(Files.readString(file));
        assertTrue(matcher.find(), regex);
        return matcher.group(1);
    }

    @Test
    void theHeapAndTheProgramAreTheOthers() throws IOException {
        Path cmd = Path.of("derain.cmd");
        assertEquals(first("-XX:MaxRAMPercentage=(\\d+)", OTHER), first("-XX:MaxRAMPercentage=(\\d+)", cmd));
        String young = first("young=(\\d+)\\n +heap=\\(-XX:MaxRAM", OTHER);
        assertEquals(young + "m", first("-XX:MaxNewSize=(\\w+)", cmd));
        assertEquals(young, first("-Dderain.young=(\\d+)", cmd));
        assertEquals(first("program=(.*)", OTHER), first("\"PROGRAM=(org\\.derain4j\\S+)\"", cmd));
    }

    @Test
    void theOldestJavaIsTheOthers() throws IOException {
        String oldest = first("MIN_JAVA=(\\d+)", OTHER);
        assertEquals(oldest, first("%MAJOR% geq (\\d+)", Path.of("derain.cmd")));
        assertEquals(oldest, first("JAVA = (\\d+);", Path.of("../cli/src/main/java8/org/derain4j/cli/Main.java")));
        assertEquals("org.derain4j.cli.Main", first("\"PROGRAM=(\\S+Main)\"", Path.of("derain.cmd")));
    }

    @Test
    void theOptionsAreFilesThatAPackageHas() throws IOException {
        List<String> files = Pattern.compile("@%APP%\\\\([.\\w]+)").matcher(Files.readString(Path.of("derain.cmd")))
                .results().map(found -> found.group(1)).toList();
        assertEquals(List.of("derain.options", "kernels.options"), files);
        for (String file : files) {
            assertTrue(Files.exists(OTHER.resolveSibling(file)), file);
        }
    }
}
