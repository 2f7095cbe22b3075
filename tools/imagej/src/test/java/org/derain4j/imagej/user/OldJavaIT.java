package org.derain4j.imagej.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a Java that is too old the plugin says so, and what to do. */
class OldJavaIT {

    @TempDir
    private Path folder;

    private static Path java;
    private static int version;

    /** One from 11 on runs a source file; the newest of those that are too old for the plugin is the likeliest to be met. */
    @BeforeAll
    static void find() throws Exception {
        Screen.require(OldJavaIT.class);
        for (Path home : homes()) {
            int found = version(home);
            if (found >= 11 && found < 25 && found > version && Files.exists(home.resolve("bin/javac"))) {
                version = found;
                java = home.resolve("bin/java");
            }
        }
        if (java == null) {
            Screen.leaveOut(OldJavaIT.class, "no JDK of 11 to 24 on the PATH or in /usr/lib/jvm");
        }
    }

    @Test
    void aMessageSaysWhichJavaAndHow() throws Exception {
        ImageJ.Ended ended = run(folder.resolve("OldJava.java"));
        assertEquals(0, ended.exitCode(), ended.output());
        assertTrue(ended.output().contains("title: Derain\n"), ended.output());
        assertTrue(ended.output().contains("Derain needs Java 25 or newer, and this ImageJ runs on Java " + version),
                ended.output());
        assertTrue(ended.output().contains("--add-modules jdk.incubator.vector -Xmx4g -jar ij.jar"), ended.output());
        assertTrue(ended.output().contains("The image is as it was."), ended.output());
    }

    private ImageJ.Ended run(Path source) throws Exception {
        try (InputStream code = Objects.requireNonNull(OldJavaIT.class.getResourceAsStream("OldJava.java"))) {
            Files.copy(code, source);
        }
        String picture = Pictures.write(folder, "rainy.png", Pictures.rainy(20, 100, 96, 64));
        return new ImageJ(folder).on(java).withoutVectors()
                .run(List.of(ImageJ.jar().toString()), source.toString(), folder.resolve(picture).toString());
    }

    private static List<Path> homes() throws IOException {
        Stream<Path> named = Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                .map(bin -> Path.of(bin, "java")).filter(Files::isExecutable).map(OldJavaIT::home)
                .flatMap(Optional::stream);
        Path known = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(known)) {
            return named.toList();
        }
        try (Stream<Path> folders = Files.list(known)) {
            return Stream.concat(named, folders).toList();
        }
    }

    private static Optional<Path> home(Path java) {
        try {
            return Optional.of(java.toRealPath().getParent().getParent());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** 0 where there is no JDK. */
    private static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        }
        return Runtime.Version
                .parse(properties.getProperty("JAVA_VERSION", "0").replaceAll("[\"]|_.*", "").replaceAll("^1\\.", ""))
                .feature();
    }
}
