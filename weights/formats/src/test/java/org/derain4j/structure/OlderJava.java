package org.derain4j.structure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java that is too old for this project, as users have it.
 *
 * @param program its java
 * @param version the feature release
 */
public record OlderJava(Path program, int version) {

    /** What tests print where there is none. */
    public static final String NONE = "no JDK of 11 to 24 on the PATH or in /usr/lib/jvm";

    /** Older ones run no source file, which some tests want. */
    private static final int OLDEST = 11;

    private static final int OURS = 25;

    /** The newest of those here, which is the likeliest to be met. */
    public static Optional<OlderJava> newest() throws IOException {
        try (Stream<Path> homes = homes()) {
            return homes.flatMap(home -> in(home).stream()).max(Comparator.comparingInt(OlderJava::version));
        }
    }

    private static Stream<Path> homes() throws IOException {
        Stream<Path> named = Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                .map(bin -> Path.of(bin, "java")).filter(Files::isExecutable).flatMap(java -> home(java).stream());
        Path known = Path.of("/usr/lib/jvm");
        return Files.isDirectory(known) ? Stream.concat(named, Files.list(known)) : named;
    }

    private static Optional<Path> home(Path java) {
        try {
            return Optional.of(java.toRealPath().getParent().getParent());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<OlderJava> in(Path home) {
        Properties release = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException _) {
            return Optional.empty();
        }
        int version = Runtime.Version
                .parse(release.getProperty("JAVA_VERSION", "0").replaceAll("[\"]|_.*", "").replaceAll("^1\\.", ""))
                .feature();
        return version >= OLDEST && version < OURS && Files.exists(home.resolve("bin/javac"))
                ? Optional.of(new OlderJava(home.resolve("bin/java"), version))
                : Optional.empty();
    }
}
