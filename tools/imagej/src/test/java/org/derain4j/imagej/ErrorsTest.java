package org.derain4j.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.derain4j.engine.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be done is said in one sentence, and the image stays as it was, and unlocked. */
class ErrorsTest {

    private static void refused(ImagePlus image, String options, String... words) {
        ImageStack before = image.getStack().duplicate();
        int type = image.getType();
        Rainy.run(image, options);
        String message = IJ.getErrorMessage().replace('\n', ' ');
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
        assertFalse(message.contains("Exception") || message.contains("\tat "), message);
        assertEquals(type, image.getType());
        for (int slice = 1; slice <= before.size(); slice++) {
            assertEquals(0, different(before.getProcessor(slice), image.getStack().getProcessor(slice)));
        }
        assertFalse(image.isLocked());
    }

    private static int different(ImageProcessor one, ImageProcessor other) {
        int count = 0;
        for (int i = 0; i < one.getPixelCount(); i++) {
            count += one.getf(i) == other.getf(i) ? 0 : 1;
        }
        return count;
    }

    private static ImagePlus image() {
        return new ImagePlus("x.png", Rainy.grey(1, 8));
    }

    @Test
    void numbersOutOfRange() {
        refused(image(), "strength=7", "strength of 7.0", "0 to 1.5");
        refused(image(), "strength=much", "no number", "strength=much");
        refused(new ImagePlus("x", Rainy.grey(1, 16)), "white=70000", "white of 70000", "65535");
        refused(image(), "channels", "three channels", "channels");
    }

    @Test
    void modelsThatAreNone(@TempDir Path folder) throws IOException {
        refused(image(), "model=nope", "no model `nope`", "lite");
        Path broken = Files.writeString(folder.resolve("broken.safetensors"), "no weights at all");
        refused(image(), "model=[" + broken + "]", "broken.safetensors");
        refused(image(), "model=" + folder.resolve("absent.safetensors"), "absent.safetensors");
    }

    @Test
    void aModelsFileIsReadAnewWhenItIsAnother(@TempDir Path folder) throws IOException {
        Path model = folder.resolve("my lite.safetensors");
        try (InputStream lite = Model.class.getResourceAsStream("/META-INF/derain4j/lite.safetensors")) {
            Files.copy(lite, model);
        }
        ImagePlus byFile = image();
        Rainy.run(byFile, "model=[" + model + "]");
        ImagePlus byName = image();
        Rainy.run(byName, "model=lite");
        assertArrayEquals(Rainy.values(byName.getProcessor()), Rainy.values(byFile.getProcessor()));

        Files.writeString(model, "no weights any more");
        Files.setLastModifiedTime(model, FileTime.fromMillis(1));
        refused(image(), "model=[" + model + "]", "my lite.safetensors");
        Rainy.run(byFile, "model=lite");
        assertFalse(byFile.isLocked());
    }

    @Test
    void typesThatHaveNoWhiteOrNoColours() {
        refused(new ImagePlus("x", new FloatProcessor(20, 10)), "", "32-bit", "Image > Type > 16-bit");
        ImageProcessor indexed = Rainy.grey(1, 8);
        byte[][] table = new byte[3][256];
        new Random(1).nextBytes(table[0]);
        new Random(2).nextBytes(table[1]);
        indexed.setLut(new LUT(table[0], table[1], table[2]));
        ImagePlus palette = new ImagePlus("x.gif", indexed);
        palette.setTypeToColor256();
        assertEquals(ImagePlus.COLOR_256, palette.getType());
        refused(palette, "", "8-bit colour", "Image > Type > RGB Color");
    }

    @Test
    void aVirtualStackKeepsNothing() {
        VirtualStack stack = new VirtualStack(30, 20, 3);
        refused(new ImagePlus("film", stack), "stack", "virtual stack", "Image > Duplicate");
        ImagePlus colours = new ImagePlus("film", new VirtualStack(30, 20, 6));
        colours.setDimensions(3, 2, 1);
        refused(colours, "channels slice", "virtual stack", "Image > Duplicate");
    }

    /** In a Java of its own, where there is no room, and then there is. */
    @Test
    void noRoomIsSaidWithTheMenuThatGivesMore() throws IOException, InterruptedException {
        assertEnds(NoRoom.class, "-Xmx96m");
    }

    /** Half a kilobyte a pixel: of a photo that is most of what Java has, and what is opened next needs it. */
    @Test
    void memoryThatIsMuchOfJavasIsGivenBack() throws IOException, InterruptedException {
        assertEnds(Kept.class, "-Xmx256m");
    }

    private static void assertEnds(Class<?> main, String heap) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "-Djava.awt.headless=true", heap, "-cp",
                classPath(), main.getName()).redirectErrorStream(true).start();
        String said = new String(java.getInputStream().readAllBytes());
        assertTrue(java.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, java.exitValue(), said);
    }

    private static String classPath() {
        return ErrorsTest.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(url -> Path.of(URI.create(url.toString())).toString())
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    /** Fails where no sentence is said, where it is half a work, or where the next run fails, too. */
    static final class NoRoom {

        private NoRoom() {}

        public static void main(String[] args) {
            byte[] taken = new byte[60 << 20];
            ImagePlus image = image();
            Rainy.run(image, "");
            String message = String.valueOf(IJ.getErrorMessage());
            boolean same = different(image().getProcessor(), image.getProcessor()) == 0;
            System.out.println(message + "; " + taken.length + " bytes taken, locked " + image.isLocked());
            taken = null;
            ImagePlus small = image();
            Rainy.run(small, "");
            boolean dry = different(image().getProcessor(), small.getProcessor()) > 0;
            System.out.println("same " + same + ", dry " + dry);
            System.exit(message.replace('\n', ' ').contains("Memory & Threads") && same && dry && !image.isLocked()
                    ? 0
                    : 1);
        }
    }

    /** Fails where a picture that takes 80 MB leaves them taken. */
    static final class Kept {

        private Kept() {}

        public static void main(String[] args) {
            Rainy.run(image(), "");
            long before = usedBytes();
            Rainy.run(new ImagePlus("x.png", Rainy.grey(480, 360, Rainy.samples(480, 360, 13, 255), 8)), "");
            long kept = usedBytes() - before;
            System.out.println(kept + " bytes kept");
            System.exit(kept < 20 << 20 ? 0 : 1);
        }

        private static long usedBytes() {
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
    }
}
