package org.derain4j.imagej.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.derain4j.structure.OlderJava;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a Java that is too old the plugin says so, and what to do. */
class OldJavaIT {

    @TempDir
    private Path folder;

    private static OlderJava java;

    @BeforeAll
    static void find() throws Exception {
        Screen.require(OldJavaIT.class);
        java = OlderJava.newest().orElse(null);
        if (java == null) {
            Screen.leaveOut(OldJavaIT.class, OlderJava.NONE);
        }
    }

    @Test
    void aMessageSaysWhichJavaAndHow() throws Exception {
        ImageJ.Ended ended = run(folder.resolve("OldJava.java"));
        assertEquals(0, ended.exitCode(), ended.output());
        assertTrue(ended.output().contains("title: Derain\n"), ended.output());
        assertTrue(
                ended.output()
                        .contains("Derain needs Java 25 or newer, and this ImageJ runs on Java " + java.version()),
                ended.output());
        assertTrue(ended.output().contains("--add-modules jdk.incubator.vector -Xmx4g -jar ij.jar"), ended.output());
        assertTrue(ended.output().contains("The image is as it was."), ended.output());
    }

    private ImageJ.Ended run(Path source) throws Exception {
        try (InputStream code = Objects.requireNonNull(OldJavaIT.class.getResourceAsStream("OldJava.java"))) {
            Files.copy(code, source);
        }
        String picture = Pictures.write(folder, "rainy.png", Pictures.rainy(20, 100, 96, 64));
        return new ImageJ(folder).on(java.program()).withoutVectors()
                .run(List.of(ImageJ.jar().toString()), source.toString(), folder.resolve(picture).toString());
    }
}
