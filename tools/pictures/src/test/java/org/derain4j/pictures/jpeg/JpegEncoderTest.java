package org.derain4j.pictures.jpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.metadata.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEGs are written as they came: sampling, quality, kind. */
class JpegEncoderTest {

    private static final int[] ONES = {1, 1, 1};

    private static byte[] written(BufferedImage picture, Coding coding, int quality) throws IOException {
        return Jpegs.written(picture, new Codec.Storing(Metadata.NONE, true, coding, quality));
    }

    private static Coding.Jpeg coding(int[] horizontal, int[] vertical, int quality, boolean progressive) {
        int[] chroma = JpegTables.chroma(quality);
        return new Coding.Jpeg(horizontal, vertical, new int[][]{JpegTables.luma(quality), chroma, chroma},
                progressive);
    }

    @ParameterizedTest
    @CsvSource({"1x1 1x1 1x1", "2x1 1x1 1x1", "2x2 1x1 1x1", "1x2 1x1 1x1", "4x1 1x1 1x1", "1x4 1x1 1x1", "4x2 1x1 1x1",
        "3x1 1x1 1x1", "1x3 1x1 1x1", "2x2 2x1 1x1", "2x2 1x2 2x1", "1x1 2x2 2x2", "2x2 2x1 2x1"})
    void samplingIsThatOfTheInput(String factors) throws IOException {
        int[] numbers = Arrays.stream(factors.split("[ x]")).mapToInt(Integer::parseInt).toArray();
        int[] horizontal = {numbers[0], numbers[2], numbers[4]};
        int[] vertical = {numbers[1], numbers[3], numbers[5]};
        BufferedImage picture = Jpegs.colour(67, 45);
        for (boolean progressive : new boolean[]{false, true}) {
            byte[] file = written(picture, coding(horizontal, vertical, 80, progressive), 0);
            Jpegs.Read read = Jpegs.read(file);
            assertArrayEquals(horizontal, read.coding().horizontal());
            assertArrayEquals(vertical, read.coding().vertical());
            assertEquals(progressive, read.coding().progressive());
            assertEquals(List.of(), read.notes());
            // What these gradients with grain lose by sampling their colours is far from a wrong order of components.
            assertTrue(distance(picture, read.picture()) < 30, factors);
        }
    }

    /** Every component as finely as it can be: what the encoder cannot do must not cost anything. */
    @ParameterizedTest
    @CsvSource({"2x2 2x2 2x2", "4x4 1x1 1x1", "3x1 2x1 1x1", "3x3 1x1 1x1"})
    void samplingThatTheEncoderDoesNotHaveLosesNothing(String factors) throws IOException {
        int[] numbers = Arrays.stream(factors.split("[ x]")).mapToInt(Integer::parseInt).toArray();
        Coding coding = coding(new int[]{numbers[0], numbers[2], numbers[4]},
                new int[]{numbers[1], numbers[3], numbers[5]}, 80, false);
        Jpegs.Read read = Jpegs.read(written(Jpegs.colour(67, 45), coding, 0));
        assertArrayEquals(ONES, read.coding().horizontal());
        assertArrayEquals(ONES, read.coding().vertical());
    }

    private static double distance(BufferedImage one, BufferedImage other) {
        byte[] a = Jpegs.samples(one);
        byte[] b = Jpegs.samples(other);
        return IntStream.range(0, a.length).map(i -> Math.abs((a[i] & 0xFF) - (b[i] & 0xFF))).average().orElseThrow();
    }

    @Test
    void noTableIsCoarserThanTheInputsOrThatOfQuality95() throws IOException {
        Coding.Jpeg fine = Jpegs.read(written(Jpegs.colour(67, 45), coding(ONES, ONES, 99, false), 0)).coding();
        assertArrayEquals(JpegTables.luma(99), fine.tables()[0]);
        assertArrayEquals(JpegTables.chroma(99), fine.tables()[1]);
        Coding.Jpeg coarse = Jpegs.read(written(Jpegs.colour(67, 45), coding(ONES, ONES, 60, false), 0)).coding();
        assertArrayEquals(JpegTables.luma(95), coarse.tables()[0]);
        assertArrayEquals(JpegTables.chroma(95), coarse.tables()[2]);
        int[] mixed = JpegTables.luma(30);
        mixed[5] = 1;
        mixed[63] = 2;
        int[] expected = JpegTables.luma(95);
        expected[5] = 1;
        expected[63] = 2;
        Coding.Jpeg odd = new Coding.Jpeg(ONES, ONES, new int[][]{mixed, mixed, mixed}, false);
        assertArrayEquals(expected, Jpegs.read(written(Jpegs.colour(67, 45), odd, 0)).coding().tables()[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 50, 75, 90, 95, 100})
    void aQualityThatIsAskedForGivesTheStandardsTables(int quality) throws IOException {
        Coding.Jpeg coding = Jpegs.read(written(Jpegs.colour(67, 45), coding(ONES, ONES, 99, false), quality))
                .coding();
        assertArrayEquals(JpegTables.luma(quality), coding.tables()[0]);
        assertArrayEquals(JpegTables.chroma(quality), coding.tables()[1]);
    }

    /** Pillow's tables of quality 80, as libjpeg scales them. */
    @Test
    void tablesAreThoseOfLibjpeg() throws IOException {
        Coding.Jpeg pillow = Jpegs.read(Jpegs.fixture("444")).coding();
        assertArrayEquals(JpegTables.luma(80), pillow.tables()[0]);
        assertArrayEquals(JpegTables.chroma(80), pillow.tables()[1]);
        assertArrayEquals(JpegTables.chroma(80), pillow.tables()[2]);
    }

    @Test
    void picturesOfOtherFormatsGetFullColoursAtHighQuality() throws IOException {
        Coding.Jpeg usual = Jpegs.read(written(Jpegs.colour(67, 45), Coding.PLAIN, 0)).coding();
        assertArrayEquals(ONES, usual.horizontal());
        assertArrayEquals(JpegTables.luma(95), usual.tables()[0]);
        Coding.Jpeg high = Jpegs.read(written(Jpegs.colour(67, 45), new Coding.Webp(false), 90)).coding();
        assertArrayEquals(ONES, high.vertical());
        Coding.Jpeg low = Jpegs.read(written(Jpegs.colour(67, 45), Coding.PLAIN, 89)).coding();
        assertArrayEquals(new int[]{2, 1, 1}, low.horizontal());
        assertArrayEquals(new int[]{2, 1, 1}, low.vertical());
    }

    @Test
    void greyStaysGreyWhateverItCameAs() throws IOException {
        BufferedImage grey = Jpegs.grey(67, 45);
        for (Coding coding : List.of(Coding.PLAIN, coding(ONES, ONES, 80, true),
                coding(new int[]{2, 1, 1}, new int[]{2, 1, 1}, 80, false))) {
            Jpegs.Read read = Jpegs.read(written(grey, coding, 0));
            assertEquals(1, read.picture().getRaster().getNumBands());
            assertArrayEquals(new int[]{1}, read.coding().horizontal());
            assertEquals(0, distance(grey, read.picture()), 2);
        }
    }

    @Test
    void colourOfAGreyFileAndOfInksIsWritten() throws IOException {
        int[] luma = JpegTables.luma(80);
        Coding.Jpeg grey = new Coding.Jpeg(new int[]{1}, new int[]{1}, new int[][]{luma}, false);
        assertArrayEquals(ONES, Jpegs.read(written(Jpegs.colour(67, 45), grey, 0)).coding().horizontal());
        Jpegs.Read inks = Jpegs.read(Jpegs.fixture("cmyk"));
        Jpegs.Read again = Jpegs.read(written(inks.picture(), inks.parts().coding(), 0));
        assertEquals(3, again.coding().horizontal().length);
        assertTrue(distance(inks.picture(), again.picture()) < 2);
    }

    /** The JDK's own reader sees the same values; pixels by Pillow were compared by hand. */
    @Test
    void otherReadersSeeTheSamePixels() throws IOException {
        for (Coding coding : List.of(Coding.PLAIN, coding(new int[]{2, 1, 1}, new int[]{2, 1, 1}, 80, true))) {
            byte[] file = written(Jpegs.colour(67, 45), coding, 0);
            BufferedImage other = ImageIO.read(new ByteArrayInputStream(file));
            assertArrayEquals(Jpegs.samples(Jpegs.read(file).picture()), Jpegs.samples(other));
        }
    }

    @Test
    void tablesOfTheLaterScansAndWideOnesAreRead() throws IOException {
        byte[] file = Jpegs.fixture("444");
        int table = Jpegs.find(file, JpegSegment.DQT);
        byte[] wide = new byte[129];
        wide[0] = 0x11;
        Arrays.setAll(new int[64], i -> {
            wide[2 + 2 * i] = (byte) (i + 1);
            wide[1 + 2 * i] = (byte) (i == 63 ? 1 : 0);
            return i;
        });
        byte[] replaced = Jpegs.bytes(Jpegs.head(file, table), Jpegs.segment(JpegSegment.DQT, wide),
                Jpegs.tail(file, table + 69));
        int[] natural = Jpegs.read(replaced).coding().tables()[1];
        assertArrayEquals(new int[]{1, 2, 6, 7, 15, 16, 28, 29}, Arrays.copyOf(natural, 8));
        assertArrayEquals(new int[]{36, 37, 49, 50, 58, 59, 63, 256 + 64}, Arrays.copyOfRange(natural, 56, 64));
    }

    @Test
    void aPictureThatIsTooLargeIsRefusedInASentence(@TempDir Path folder) {
        BufferedImage wide = new BufferedImage(65_501, 1, BufferedImage.TYPE_BYTE_GRAY);
        IOException e = assertThrows(IOException.class, () -> new JpegCodec().write(wide,
                new Codec.Storing(Metadata.NONE, false, Coding.PLAIN, 0), folder.resolve("wide.jpg")));
        assertEquals("a JPEG has at most 65,500 columns and rows", e.getMessage());
    }
}
