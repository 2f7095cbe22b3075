package org.derain4j.imagej.user;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.derain4j.cli.Command;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A macro opens a picture, runs the plugin and saves: the pixels are the command's, the file is the one that ImageJ makes of the command's result. */
class FilesIT {

    /** A file of 16 bits also has the range of levels that is shown: what is opened has its own, what is worked on keeps it. */
    private static final String OWN_RANGE = "for (i = 1; i <= nSlices; i++) { setSlice(i); resetMinAndMax(); } setSlice(1);";

    @TempDir
    private static Path folder;

    private static ImageJ.Ended ended;

    /** One ImageJ and one macro for all of them. */
    @BeforeAll
    static void derainAll() throws Exception {
        Screen.require(FilesIT.class);
        List<String> inputs = new ArrayList<>();
        inputs.add(Pictures.write(folder, "rgb.png", Pictures.rainy(20, 100, 96, 64)));
        inputs.add(Pictures.write(folder, "rgb.jpg", Pictures.rainy(60, 40, 90, 70)));
        inputs.add(Pictures.write(folder, "rgb.tif", Pictures.rainy(0, 0, 61, 45)));
        inputs.add(Pictures.write(folder, "grey8.png", Pictures.grey(Pictures.rainy(20, 100, 80, 64))));
        inputs.add(Pictures.write(folder, "grey8.tif", Pictures.grey(Pictures.rainy(10, 200, 80, 64))));
        inputs.add(Pictures.write(folder, "grey16.png", Pictures.grey16(Pictures.rainy(20, 100, 72, 64))));
        inputs.add(Pictures.write(folder, "grey16.tif", Pictures.grey16(Pictures.rainy(40, 60, 72, 64))));
        inputs.add(Pictures.write(folder, "rgb48.tif", Pictures.rgb48(Pictures.rainy(30, 90, 64, 56))));
        StringBuilder macro = new StringBuilder();
        for (String input : inputs) {
            String suffix = input.substring(input.indexOf('.'));
            Path dry = folder.resolve("dry-" + input + (suffix.equals(".jpg") ? ".png" : suffix));
            Command.derain(folder.resolve(input), "-m", "lite", "-o", dry);
            String format = switch (suffix) {
                case ".png" -> "PNG";
                case ".jpg" -> "Jpeg";
                default -> "Tiff";
            };
            macro.append("""
                    open("%1$s");
                    run("Derain...", "model=lite strength=1%8$s");
                    %7$s
                    saveAs("%2$s", "%3$s");
                    print("%4$s " + bitDepth() + " bits, " + nSlices + " slices");
                    close();
                    open("%5$s");
                    %7$s
                    saveAs("%2$s", "%6$s");
                    close();
                    """.formatted(folder.resolve(input), format, result(input), input, dry, expected(input),
                    input.matches("rgb48.*|grey16.*") ? OWN_RANGE : "",
                    input.startsWith("rgb48") ? " channels" : ""));
        }
        ended = new ImageJ(folder).macro(macro.toString());
    }

    @Test
    void colourPng() throws IOException {
        assertSame("rgb.png", "24 bits, 1 slices");
    }

    @Test
    void colourJpeg() throws IOException {
        assertSame("rgb.jpg", "24 bits, 1 slices");
    }

    @Test
    void colourTiff() throws IOException {
        assertSame("rgb.tif", "24 bits, 1 slices");
    }

    @Test
    void greyPng() throws IOException {
        assertSame("grey8.png", "8 bits, 1 slices");
    }

    @Test
    void greyTiff() throws IOException {
        assertSame("grey8.tif", "8 bits, 1 slices");
    }

    @Test
    void deepGreyPng() throws IOException {
        assertSame("grey16.png", "16 bits, 1 slices");
    }

    @Test
    void deepGreyTiff() throws IOException {
        assertSame("grey16.tif", "16 bits, 1 slices");
    }

    @Test
    void deepColourTiffIsAComposite() throws IOException {
        assertSame("rgb48.tif", "16 bits, 3 slices");
    }

    private static void assertSame(String input, String kind) throws IOException {
        assertEquals(0, ended.exitCode(), ended.output());
        List<String> lines = ended.log().lines().toList();
        assertTrue(lines.contains(input + " " + kind), ended.log() + ended.output());
        Pictures.assertChanged(folder.resolve(input), result(input));
        Pictures.assertSame(expected(input), result(input));
        assertArrayEquals(Files.readAllBytes(expected(input)), Files.readAllBytes(result(input)), input);
    }

    private static Path expected(String input) {
        return folder.resolve("expected-" + input);
    }

    private static Path result(String input) {
        return folder.resolve("result-" + input);
    }
}
