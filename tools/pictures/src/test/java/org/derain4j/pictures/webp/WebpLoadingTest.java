package org.derain4j.pictures.webp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.stream.FileImageInputStream;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.Processes;
import org.derain4j.pictures.format.Upright;
import org.derain4j.pictures.metadata.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process loads, prints and leaves behind that reads or writes a WebP: each test has one of its own. */
class WebpLoadingTest {

    @TempDir
    private Path folder;

    /** Reads a file; writes another one, if it is named. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) throws IOException {
            try (FileImageInputStream in = new FileImageInputStream(new File(args[0]))) {
                Parts parts = new WebpCodec().read(in, false);
                var picture = parts.pixels().decode(new Upright(1), System.out::println);
                System.out.println(picture.getWidth() + " x " + picture.getHeight());
                if (args.length > 1) {
                    System.out.println(WebpCodec.isWritable());
                    if (WebpCodec.isWritable()) {
                        new WebpCodec().write(picture, new Codec.Storing(Metadata.NONE, true, parts.coding(), 0),
                                Path.of(args[1]));
                    }
                }
            }
        }
    }

    private String run(List<String> options, Path... args) throws IOException, InterruptedException {
        return Processes.run(folder, options, Main.class, args);
    }

    private Path file() throws IOException {
        return Files.write(folder.resolve("in.webp"), WebpMaker.fixture("lossless.webp"));
    }

    @Test
    void readingLoadsNothingOfTheEncoder() throws IOException, InterruptedException {
        Path log = folder.resolve("classes");
        assertEquals("40 x 24", run(List.of("-Xlog:class+load:file=" + log), file()));
        List<String> loaded = Files.readAllLines(log);
        assertTrue(loaded.stream().anyMatch(line -> line.contains("WebpDecoder")));
        assertFalse(loaded.stream().anyMatch(line -> line.contains(" com.luciad.") || line.contains(" kotlin.")));
    }

    @Test
    void writingLeavesNothingInTheTemporaryFolder() throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path out = folder.resolve("out.webp");
        assertEquals("40 x 24\ntrue",
                run(List.of("--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + temporary), file(), out));
        assertEquals(List.of("VP8L"),
                WebpFile.of(Files.readAllBytes(out)).chunks().stream().map(WebpChunk::name).toList());
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void whereItCannotBeLoadedNothingIsPrinted() throws IOException, InterruptedException {
        Path out = folder.resolve("out.webp");
        assertEquals("40 x 24\nfalse", run(List.of("--illegal-native-access=deny"), file(), out));
        assertEquals("40 x 24\nfalse",
                run(List.of("--enable-native-access=ALL-UNNAMED", "-Dos.name=Plan9"), file(), out));
        assertFalse(Files.exists(out));
    }
}
