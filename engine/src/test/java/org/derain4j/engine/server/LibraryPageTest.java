package org.derain4j.engine.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.derain4j.engine.Derainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/library.md and of README compiles without a warning, and runs. */
class LibraryPageTest {

    private static final Pattern CODE = Pattern.compile("(?ms)^```java\n(.*?)^```$");

    @TempDir
    private Path folder;

    @Test
    void theCodeOfThePageCompilesAndRuns() throws Exception {
        compileAndRun("docs/library.md", 6);
    }

    @Test
    void soDoesThatOfReadme() throws Exception {
        compileAndRun("README.md", 1);
    }

    private void compileAndRun(String name, int count) throws Exception {
        String page = Files.readString(Path.of(System.getProperty("derain4j.root"), name));
        List<String> pieces = CODE.matcher(page).results().map(piece -> piece.group(1)).toList();
        assertEquals(count, pieces.size(), "pieces of code in " + name);
        BufferedImage picture = Application.picture(24, 16);
        ImageIO.write(picture, "png", folder.resolve("street.png").toFile());
        try (Derainer derainer = Derainer.builder().build()) {
            for (int i = 0; i < pieces.size(); i++) {
                run("Piece" + i, pieces.get(i), derainer, picture);
            }
        }
        assertTrue(Files.size(folder.resolve("street.clean.png")) > 0);
    }

    /** A piece is a body that may use a derainer and a picture; its file names are of the test's folder. */
    private void run(String name, String code, Derainer derainer, BufferedImage picture) throws Exception {
        Path source = folder.resolve(name + ".java");
        Files.writeString(source, whole(name, code));
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-Xlint:all,-processing,-classfile",
                "-Werror", "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString(),
                source.toString());
        assertEquals(0, status, name + " does not compile");
        try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()},
                getClass().getClassLoader())) {
            @SuppressWarnings("unchecked")
            BiConsumer<Derainer, BufferedImage> piece = (BiConsumer<Derainer, BufferedImage>) loader.loadClass(name)
                    .getConstructor().newInstance();
            piece.accept(derainer, picture);
        }
    }

    private String whole(String name, String code) {
        String imports = code.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String body = code.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        Matcher files = Pattern.compile("new File\\(\"(.*?)\"\\)").matcher(body);
        body = files.replaceAll(file -> Matcher.quoteReplacement("new File(\"" + inFolder(file) + "\")"));
        boolean own = body.contains("Derainer derainer =");
        return """
                import java.awt.image.BufferedImage;
                import org.derain4j.engine.Derainer;
                %s

                public class %s implements java.util.function.BiConsumer<Derainer, BufferedImage> {
                    @Override
                    public void accept(Derainer shared, BufferedImage picture) {
                        try {
                            run(%s);
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }

                    private static void run(%s) throws Exception {
                %s
                    }
                }
                """.formatted(imports.replace("import org.derain4j.engine.Derainer;", ""), name,
                own ? "" : "shared, picture", own ? "" : "Derainer derainer, BufferedImage picture", body);
    }

    private String inFolder(MatchResult file) {
        return folder.resolve(file.group(1)).toString().replace(File.separator, "/");
    }
}
