package org.derain4j.cli.inputs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameListTest {

    @Test
    void oneALineAsEachSystemEndsThem() {
        assertEquals(List.of("a.jpg", " b .jpg", "ä/*.png"), names("a.jpg\n\n b .jpg\r\n\r\nä/*.png"));
        assertEquals(List.of("a.jpg"), names("\ufeffa.jpg\r\n"));
        assertEquals(List.of(), names(""));
        assertEquals(List.of(), names("\n\n"));
    }

    @Test
    void aNulBehindEachTellsThatLinesAreNoLines() {
        assertEquals(List.of("a\nb.jpg", "c.jpg\r", "d.jpg"), names("a\nb.jpg\0c.jpg\r\0\0d.jpg\0"));
        assertEquals(List.of("a.jpg"), names("a.jpg\0"));
    }

    @Test
    void whatCannotBeReadIsWrongUsage(@TempDir Path folder) {
        Path missing = folder.resolve("list");
        Failure failure = assertThrows(Failure.class, () -> NameList.read(missing.toString()));
        assertEquals(ExitCode.USAGE, failure.exitCode());
        assertEquals("--from-list " + missing + ": no such file or folder; name a file of names, or - for standard "
                + "input.", failure.getMessage());
    }

    private static List<String> names(String content) {
        return NameList.names(content.getBytes(StandardCharsets.UTF_8));
    }
}
