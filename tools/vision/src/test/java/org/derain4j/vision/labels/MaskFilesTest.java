package org.derain4j.vision.labels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskFilesTest {

    /** Colours that as grey levels would be anything but their indices. */
    private static final int[] COLOURS = {0x000000, 0x800000, 0x008000, 0x808000, 0x123456};

    @TempDir
    private Path temporary;
    private MaskFolder masks;

    @BeforeEach
    void folder() {
        masks = new MaskFolder(temporary.resolve("set").resolve("masks"));
    }

    private MaskFiles open(String... pictures) {
        return MaskFiles.open(masks.folder(), List.of(pictures));
    }

    private static void assertMask(MaskFiles files, String picture, int... classes) {
        ClassMask mask = files.read(picture, new Size(MaskFolder.WIDTH, classes.length / MaskFolder.WIDTH));
        assertArrayEquals(classes, MaskFolder.classes(mask));
    }

    private void assertRefused(String file, Runnable reading, String... words) {
        LabelFolder.assertRefused(masks.file(file).toString(), reading, words);
    }

    @Test
    void greyLevelsAreNumbers() throws IOException {
        masks.grey("a.png", 0, 1, 2, 3, 255, 3, 0, 0).grey("b.png", 5, 5, 5, 255);
        MaskFiles files = open("a", "b");

        assertEquals(MaskFormat.INDEX, files.format());
        assertEquals(List.of(), files.classes());
        assertEquals(6, files.classCount());
        assertEquals(Set.of("a", "b"), files.byPicture().keySet());
        assertMask(files, "a", 0, 1, 2, 3, 255, 3, 0, 0);
        assertMask(files, "b", 5, 5, 5, 255);
    }

    @Test
    void ofAPaletteTheIndicesCount() throws IOException {
        masks.palette("a.png", 8, COLOURS, 0, 4, 2, 3, 1, 1, 1, 1).palette("b.png", 4, COLOURS, 3, 2, 4, 0)
                .palette("c.png", 1, new int[]{0xFF0000, 0x00FF00}, 1, 0, 0, 1);

        MaskFiles files = open("a", "b", "c");
        assertEquals(MaskFormat.INDEX, files.format());
        assertMask(files, "a", 0, 4, 2, 3, 1, 1, 1, 1);
        assertMask(files, "b", 3, 2, 4, 0);
        assertMask(files, "c", 1, 0, 0, 1);
    }

    @Test
    void sixteenBitsAndGreyInRgbAreNumbersToo() throws IOException {
        masks.deep("a.png", 0, 254, 255, 7).rgb("b.png", 0x000000, 0x030303, 0xFFFFFF, 0x070707);

        MaskFiles files = open("a", "b");
        assertEquals(255, files.classCount());
        assertMask(files, "a", 0, 254, 255, 7);
        assertMask(files, "b", 0, 3, 255, 7);
    }

    @Test
    void sixteenBitsOfGreyInRgbAreNumbersToo() throws IOException {
        masks.deepRgb("a.png", 0, 254, 255, 7);

        assertMask(open("a"), "a", 0, 254, 255, 7);
    }

    @Test
    void namesAndIgnoredNumbersStandBesideThem() throws IOException {
        masks.grey("a.png", 0, 1, 2, 77).text("classes.txt", "Void\nroad\nsky\n").text("../masks.properties",
                "# what they are\nignored=77, 300\n");
        MaskFiles files = open("a");
        assertEquals(List.of("road", "sky"), files.classes());
        assertEquals(2, files.classCount());
        assertMask(files, "a", 255, 0, 1, 255);

        masks.text("masks.properties", "format=index\nclasses = road, lane mark , sky\nignored=1,77\n");
        files = open("a");
        assertEquals(List.of("road", "sky"), files.classes());
        assertMask(files, "a", 0, 255, 1, 255);
    }

    @Test
    void aGapInTheListOfNamesIsNamed() throws IOException {
        masks.grey("a.png", 0, 1, 2, 2).text("masks.properties", "classes=void,,sky\n");
        LabelFolder.assertRefused(masks.file("masks.properties").toString(), () -> open("a"),
                "classes has no name for 1");
        masks.text("masks.properties", "classes=void,road,sky, \n");
        assertEquals(List.of("road", "sky"), open("a").classes());
    }

    @Test
    void camvidIsToldByNamesAndNumbers() throws IOException {
        masks.grey("0001TP_008550.png", 0, 3, 10, 11).grey("Seq05VD_f00000.png", 255, 3, 3, 3);
        MaskFiles files = open("0001TP_008550", "Seq05VD_f00000");
        assertEquals(MaskFormat.CAMVID, files.format());
        assertEquals(11, files.classCount());
        assertEquals("bicyclist", files.classes().getLast());
        assertMask(files, "0001TP_008550", 0, 3, 10, 255);
        assertMask(files, "Seq05VD_f00000", 255, 3, 3, 3);

        masks.grey("0001TP_008550.png", 0, 3, 10, 12);
        assertEquals(MaskFormat.INDEX, open("0001TP_008550").format());
    }

    @Test
    void theColoursOfCamvidAreGatheredIntoElevenClasses() throws IOException {
        masks.rgb("0001TP_008550_L.png", 0x808080, 0xC00080, 0x000040, 0xC00040, 0x40C080, 0xC0C000, 0x004040, 0x404080,
                0x804040, 0x408040, 0xC000C0, 0x000000);
        MaskFiles files = open("0001TP_008550");
        assertEquals(MaskFormat.CAMVID_COLOURS, files.format());
        assertMask(files, "0001TP_008550", IntStream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255).toArray());

        masks.rgb("x.png", 0x3C28DE, 0xFF4500, 0x808080, 0x0080C0).palette("0016E5_07959.png", 8, new int[]{0x804080,
            0x000000, 0x400080}, 0, 1, 2, 2);
        assertMask(open("x"), "x", 4, 3, 0, 10);
        assertEquals(MaskFormat.CAMVID_COLOURS, open("0016E5_07959").format());
        assertMask(open("0016E5_07959"), "0016E5_07959", 3, 255, 8, 8);
    }

    @Test
    void allThirtyTwoColoursOfCamvidAreKnown() {
        var colours = MaskClasses.camvidColours();

        // 32, and two of SegNet's
        assertEquals(34, colours.size());
        int[] counts = new int[256];
        colours.values().forEach(index -> counts[index]++);
        assertArrayEquals(new int[]{1, 5, 2, 4, 4, 2, 3, 1, 5, 4, 2}, Arrays.copyOf(counts, 11));
        assertEquals(1, counts[ClassMask.IGNORED]);
    }

    @Test
    void cityscapesHasIdsInFoldersForEachCity() throws IOException {
        String scene = "aachen_000000_000019";
        masks.grey("aachen/" + scene + "_gtFine_labelIds.png", 0, 7, 33, 26, 24, 23, 9, 255)
                .grey("bochum/bochum_000000_000313_gtFine_labelIds.png", 11, 34, 11, 11)
                .rgb("aachen/" + scene + "_gtFine_color.png", 0x804080, 0, 0, 0)
                .deep("aachen/" + scene + "_gtFine_instanceIds.png", 26001, 0, 0, 0);
        MaskFiles files = open(scene + "_leftImg8bit", "bochum_000000_000313_leftImg8bit_rain_alpha_0.01", "x");

        assertEquals(MaskFormat.CITYSCAPES, files.format());
        assertEquals(19, files.classCount());
        assertEquals(2, files.byPicture().size());
        assertMask(files, scene + "_leftImg8bit", 255, 0, 18, 13, 11, 10, 255, 255);
        assertRefused("bochum/bochum_000000_000313_gtFine_labelIds.png, column 1, row 0",
                () -> files.read("bochum_000000_000313_leftImg8bit_rain_alpha_0.01", new Size(4, 1)), "number 34",
                "ignored=34");
    }

    @Test
    void cityscapesTrainIdsAreClasses() throws IOException {
        masks.grey("ulm_000001_000019_gtFine_labelTrainIds.png", 0, 18, 255, 13);
        MaskFiles files = open("ulm_000001_000019_leftImg8bit");

        assertEquals(MaskFormat.CITYSCAPES_TRAIN, files.format());
        assertEquals("bicycle", files.classes().get(18));
        assertMask(files, "ulm_000001_000019_leftImg8bit", 0, 18, 255, 13);
    }

    @Test
    void vocIsToldByNamesAndNumbers() throws IOException {
        masks.palette("2007_000032.png", 8, IntStream.range(0, 256).map(i -> 0x010203 * i & 0xFFFFFF).toArray(), 0, 1,
                20, 255);
        MaskFiles files = open("2007_000032");

        assertEquals(MaskFormat.VOC, files.format());
        assertEquals("background", files.classes().getFirst());
        assertEquals(21, files.classCount());
        assertMask(files, "2007_000032", 0, 1, 20, 255);
    }

    @Test
    void aNumberThatIsNoClassIsNamed() throws IOException {
        masks.grey("a.png", 0, 1, 1, 1, 0, 7, 0, 0).text("classes.txt", "road\nsky\n");
        assertRefused("a.png, column 1, row 1", () -> open("a").read("a", new Size(4, 2)), "number 7",
                "indices with 2 classes", "ignored=7");

        masks.rgb("b.png", 0x804080, 0x804081, 0x804080, 0x804080).text("masks.properties", "format=camvid-colours");
        assertRefused("b.png, column 1, row 0", () -> open("b").read("b", new Size(4, 1)), "#804081", "CamVid");
    }

    @Test
    void coloursWhereNumbersShouldBeAreNamed() throws IOException {
        masks.rgb("a.png", 0, 0, 0x804080, 0).text("classes.txt", "road\nsky\n");

        assertRefused("a.png, column 2, row 0", () -> open("a").read("a", new Size(4, 1)), "#804080",
                "format=camvid-colours");
    }

    @Test
    void anotherSizeIsNamed() throws IOException {
        masks.grey("a.png", 0, 1, 1, 1);

        assertRefused("a.png", () -> open("a").read("a", new Size(8, 2)), "4x1", "8x2");
    }

    @Test
    void whatIsNoMaskIsNamed() throws IOException {
        assertRefused("", () -> open("a"), "no such folder");
        masks.text("a.jpg", "x");
        assertRefused("", () -> open("a"), "none of its 0 PNG files");
        masks.grey("z.png", 0, 0, 0, 0);
        assertRefused("", () -> open("a"), "none of its 1 PNG files");
        masks.text("a.png", "x");
        assertRefused("a.png", () -> open("a"), "not a ");
        masks.grey("a.png", 0, 0, 0, 0).grey("sub/a.png", 0, 0, 0, 0);
        assertRefused("sub/a.png", () -> open("a"), "same picture");
    }

    @Test
    void aPictureOfAnotherFormatIsNoMask() throws IOException {
        masks.grey("a.png", 0, 0, 0, 0);
        var picture = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        ImageIO.write(picture, "bmp", masks.file("a.png").toFile());

        assertRefused("a.png", () -> open("a"), "give a PNG");
    }

    @Test
    void damagedOnesAreNamed() throws IOException {
        masks.grey("a.png", IntStream.range(0, 4000).map(i -> i * 7919 % 251).toArray());
        byte[] whole = Files.readAllBytes(masks.file("a.png"));
        Files.write(masks.file("a.png"), Arrays.copyOf(whole, whole.length / 2));

        assertRefused("a.png", () -> open("a"), "damaged");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"format=camvit|'camvit' is none; write one of index, voc, camvid",
        "ignored=1,x|'x'", "ignored=-1|'-1'", "ignored=70000|'70000'", "klasses=a|does not know 'klasses'",
        "classes=\\u12|is no sound properties file"})
    void badSettingsAreNamed(String line, String words) throws IOException {
        masks.grey("a.png", 0, 0, 0, 0).text("masks.properties", line);

        assertRefused("masks.properties", () -> open("a"), words);
    }

    @Test
    void tooManyClassesAndHolesWithoutNamesAreRefused() throws IOException {
        masks.deep("a.png", 0, 300, 0, 0);
        assertRefused("", () -> open("a"), "301 classes", "255 at most");

        masks.grey("a.png", 0, 3, 0, 0).text("masks.properties", "ignored=0");
        assertRefused("", () -> open("a"), "classes=NAME,NAME");
    }
}
