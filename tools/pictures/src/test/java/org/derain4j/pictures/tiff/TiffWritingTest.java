package org.derain4j.pictures.tiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.PlainPicture;
import org.derain4j.pictures.format.Upright;
import org.derain4j.pictures.metadata.Exif;
import org.derain4j.pictures.metadata.ExifBlocks;
import org.derain4j.pictures.metadata.Ifd;
import org.derain4j.pictures.metadata.IfdBuilder;
import org.derain4j.pictures.metadata.IfdEntry;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.OwnRecord;
import org.derain4j.pictures.metadata.Photoshop;
import org.derain4j.pictures.metadata.RandomBytes;
import org.derain4j.pictures.metadata.Resolution;
import org.derain4j.pictures.metadata.Text;
import org.derain4j.pictures.metadata.TiffStructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiffWritingTest {

    private static final byte[] XMP = "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IPTC = {0x1C, 2, 5, 0, 4, 'R', 'a', 'i', 'n'};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {TiffKinds.NONE, TiffKinds.LZW, TiffKinds.DEFLATE})
    void everyKindKeepsEverySample(int compression) throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (int type : new int[]{DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT}) {
                for (int bands = 1; bands <= 4; bands++) {
                    BufferedImage picture = picture(type, bands, 200, 180);
                    Metadata metadata = Metadata.builder().exif(ExifBlocks.camera(order, 1, true)).build();
                    for (boolean big : new boolean[]{false, true}) {
                        Coding coding = new Coding.Tiff(compression, big);
                        byte[] file = write(picture, new Codec.Storing(metadata, true, coding, 0));
                        assertEquals(order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M', file[0]);
                        Parts parts = TiffReadingTest.parts(file, false);
                        boolean grown = compression == TiffKinds.LZW && type == DataBuffer.TYPE_USHORT;
                        assertEquals(grown ? new Coding.Tiff(TiffKinds.DEFLATE, big) : coding, parts.coding());
                        BufferedImage back = parts.pixels().decode(new Upright(1), note -> assertEquals("", note));
                        assertSame(picture, back);
                        assertSame(picture, ImageIO.read(new ByteArrayInputStream(file)));
                    }
                }
            }
        }
    }

    private static void assertSame(BufferedImage expected, BufferedImage actual) {
        assertEquals(expected.getColorModel().hasAlpha(), actual.getColorModel().hasAlpha());
        assertFalse(actual.isAlphaPremultiplied());
        assertArrayEquals(samples(expected), samples(actual));
    }

    @Test
    void otherCompressionsBecomeLzw() throws IOException {
        BufferedImage picture = picture(DataBuffer.TYPE_BYTE, 3, 40, 30);
        for (Coding coding : List.of(Coding.PLAIN, new Coding.Tiff(TiffKinds.JPEG, false),
                new Coding.Tiff(4, false), new Coding.Png(false))) {
            byte[] file = write(picture, new Codec.Storing(Metadata.NONE, false, coding, 0));
            assertEquals(new Coding.Tiff(TiffKinds.LZW, false), TiffReadingTest.parts(file, false).coding());
        }
    }

    @Test
    void aCamerasFieldsBecomeTheTiffs() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            byte[] block = ExifBlocks.camera(order, 6, true);
            byte[] file = write(picture(DataBuffer.TYPE_BYTE, 3, 30, 40), new Codec.Storing(
                    Metadata.builder().exif(block).build().upright(6, 30, 40), false, Coding.PLAIN, 0));
            TiffStructure tiff = TiffStructure.of(RandomBytes.of(file));
            Ifd main = tiff.ifd(tiff.first());
            assertEquals(0, main.next());
            assertEquals(Optional.empty(), main.entry(274), "upright needs no orientation");
            assertEquals(30, tiff.number(main, 256, 0));
            assertEquals("firmware 1.2.3 of x\0", text(tiff, main, 305));
            Ifd exif = tiff.ifd(tiff.number(main, 34665, 0));
            assertEquals(30, tiff.number(exif, 0xA002, 0));
            int from = ExifBlocks.MAKER_NOTE;
            assertArrayEquals(Arrays.copyOfRange(block, from, from + ExifBlocks.MAKER_NOTE_BYTES),
                    tiff.bytes(exif.entry(0x927C).orElseThrow()));
            assertEquals(new Resolution(72, 300, Resolution.Unit.INCH),
                    TiffReadingTest.parts(file, false).metadata().resolution().orElseThrow());
        }
    }

    /** JFIF says "1:1, no unit" in most files of a camera. */
    @Test
    void aResolutionThatSaysNothingDoesNotHideExifs() throws IOException {
        byte[] camera = ExifBlocks.camera(ByteOrder.LITTLE_ENDIAN, 1, true);
        Metadata jpeg = Metadata.builder().exif(camera).resolution(new Resolution(1, 1, Resolution.Unit.NONE)).build();
        assertEquals(Optional.of(new Resolution(300, 72, Resolution.Unit.INCH)), resolutionWritten(jpeg));
        Resolution other = new Resolution(118, 118, Resolution.Unit.CENTIMETRE);
        assertEquals(Optional.of(other), resolutionWritten(jpeg.toBuilder().resolution(other).build()));
        assertEquals(Optional.empty(), resolutionWritten(jpeg.toBuilder().exif(null).build()));
    }

    private Optional<Resolution> resolutionWritten(Metadata metadata) throws IOException {
        byte[] file = write(picture(DataBuffer.TYPE_BYTE, 1, 5, 5),
                new Codec.Storing(metadata, false, Coding.PLAIN, 0));
        return TiffReadingTest.parts(file, false).metadata().resolution();
    }

    @Test
    void whatWasReadIsWrittenAgain() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (boolean big : new boolean[]{false, true}) {
                byte[] original = rich(order, big, 1);
                Parts first = TiffReadingTest.parts(original, false);
                Metadata a = first.metadata();
                byte[] file = write(first.pixels().decode(new Upright(1), note -> {
                }), new Codec.Storing(a, true, first.coding(), 0));
                Metadata b = TiffReadingTest.parts(file, false).metadata();
                assertEquals(List.of(), new TiffCodec().losses(a, true));
                assertArrayEquals(a.exif().orElseThrow(), b.exif().orElseThrow());
                assertArrayEquals(XMP, b.xmp().orElseThrow());
                assertArrayEquals(IPTC, b.iptc().orElseThrow());
                assertArrayEquals(a.photoshop().orElseThrow(), b.photoshop().orElseThrow());
                assertArrayEquals(a.profile().orElseThrow(), b.profile().orElseThrow());
                assertEquals(Optional.of(new Resolution(118.11, 1.0 / 3, Resolution.Unit.CENTIMETRE)),
                        b.resolution().map(r -> new Resolution(r.x(), r.y(), r.unit())));
                assertEquals(List.of("33550", "65000", "65001"), b.own().stream().map(OwnRecord::name).toList());
                for (int i = 0; i < 3; i++) {
                    assertArrayEquals(a.own().get(i).bytes(), b.own().get(i).bytes());
                }
            }
        }
    }

    @Test
    void itsFieldsMakeAnExifBlock() throws IOException {
        Metadata metadata = TiffReadingTest.parts(rich(ByteOrder.BIG_ENDIAN, true, 6), false).metadata();
        byte[] block = metadata.exif().orElseThrow();
        assertEquals(6, Exif.orientation(block));
        assertEquals(6, metadata.orientation());
        TiffStructure tiff = TiffStructure.of(RandomBytes.of(block));
        assertFalse(tiff.isBig());
        Ifd main = tiff.ifd(tiff.first());
        assertEquals(List.of(270, 271, 274, 282, 283, 296, 34665, 34853),
                main.entries().stream().map(IfdEntry::tag).toList());
        assertEquals("Rain\0", text(tiff, main, 270));
        Ifd exif = tiff.ifd(tiff.number(main, 34665, 0));
        assertEquals("R98\0", text(tiff, tiff.ifd(tiff.number(exif, 0xA005, 0)), 1));
        assertEquals("N\0", text(tiff, tiff.ifd(tiff.number(main, 34853, 0)), 1));
    }

    @Test
    void ownFieldsTurnTheirNumbersWithTheByteOrder() throws IOException {
        Metadata read = TiffReadingTest.parts(rich(ByteOrder.BIG_ENDIAN, false, 6), false).metadata();
        Metadata little = read.toBuilder().exif(ExifBlocks.camera(ByteOrder.LITTLE_ENDIAN, 1, true)).build();
        byte[] file = write(picture(DataBuffer.TYPE_BYTE, 1, 5, 5), new Codec.Storing(little, true, Coding.PLAIN, 0));
        TiffStructure tiff = TiffStructure.of(RandomBytes.of(file));
        assertEquals(ByteOrder.LITTLE_ENDIAN, tiff.order());
        Ifd main = tiff.ifd(tiff.first());
        assertArrayEquals(new long[]{1, 2, 40_000}, tiff.numbers(main.entry(65000).orElseThrow()));
        assertArrayEquals(new byte[]{9, 8, 7}, tiff.bytes(main.entry(65001).orElseThrow()));
    }

    @Test
    void textsFindTheirFieldsAndLossesAreSaid() throws IOException {
        Metadata metadata = Metadata.builder().add(new Text("Title", "T")).add(new Text("Comment", "one"))
                .add(new Text("Description", "two \u00e9")).add(new Text("Author", "A")).add(new Text("Warning", "W"))
                .photoshop(Photoshop.withIptc(new byte[0], IPTC)).own(List.of(new OwnRecord("APP5", new byte[3])))
                .build();
        assertEquals(List.of("its APP5 data", "its texts (Warning)"),
                new TiffCodec().losses(metadata, false));
        byte[] file = write(picture(DataBuffer.TYPE_BYTE, 1, 5, 5),
                new Codec.Storing(metadata, false, Coding.PLAIN, 0));
        TiffStructure tiff = TiffStructure.of(RandomBytes.of(file));
        Ifd main = tiff.ifd(tiff.first());
        assertEquals("T\0", text(tiff, main, 269));
        assertEquals("one\ntwo \u00e9\0", text(tiff, main, 270));
        assertEquals("A\0", text(tiff, main, 315));
        assertArrayEquals(IPTC, tiff.bytes(main.entry(33723).orElseThrow()));
        assertEquals(List.of("its EXIF data, which are broken"),
                new TiffCodec().losses(Metadata.builder().exif(new byte[5]).build(), true));
    }

    /** Its maker alone knows which of its bytes are places. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMakerNoteThatMovesIsSaid(boolean little) throws IOException {
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        Metadata camera = Metadata.builder().exif(ExifBlocks.camera(order, 1, true)).build();
        assertEquals(List.of("the place of its maker note, which may count from it,"),
                new TiffCodec().losses(camera, false));
        assertEquals(List.of(), new TiffCodec().losses(camera, true));
        byte[] file = write(picture(DataBuffer.TYPE_BYTE, 1, 5, 5), new Codec.Storing(camera, false, Coding.PLAIN, 0));
        assertEquals(List.of("its maker note is kept, but not its place; what it counts from there may not be found."),
                TiffReadingTest.parts(file, false).notes());
    }

    @Test
    void profilesThatDoNotFitAreLeftOutAndSaid() throws IOException {
        byte[] rgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        TiffFile grey = new TiffFile().kind(TiffLayout.BLACK_IS_ZERO, 1, 8);
        grey.fields.put(34675, IfdEntry.UNDEFINED, rgb.length, rgb);
        Parts parts = TiffReadingTest.parts(grey.bytes(), false);
        assertEquals(Optional.empty(), parts.metadata().profile());
        assertEquals(List.of("its colour profile is for other colours (RGB) and is left out."), parts.notes());
        TiffFile cut = new TiffFile();
        cut.fields.put(34675, IfdEntry.UNDEFINED, 200, Arrays.copyOf(rgb, 200));
        assertEquals(List.of("its colour profile is broken and is left out."),
                TiffReadingTest.parts(cut.bytes(), false).notes());
        byte[] manyTags = rgb.clone();
        ByteBuffer.wrap(manyTags).putInt(128, 1_000_000);
        TiffFile wrong = new TiffFile();
        wrong.fields.put(34675, IfdEntry.UNDEFINED, manyTags.length, manyTags);
        assertEquals(Optional.empty(), TiffReadingTest.parts(wrong.bytes(), false).metadata().profile());
        assertEquals(List.of("its colour profile is broken and is left out."),
                TiffReadingTest.parts(wrong.bytes(), false).notes());
        TiffFile inks = new TiffFile().kind(TiffLayout.SEPARATED, 4, 8);
        assertArrayEquals(rgb, TiffReadingTest.parts(inks.bytes(), false).metadata().profile().orElseThrow());
    }

    @Test
    void longDescriptionsAreTexts() throws IOException {
        TiffFile file = new TiffFile();
        file.fields.putText(270, "x".repeat(5000));
        Metadata metadata = TiffReadingTest.parts(file.bytes(), false).metadata();
        assertEquals(List.of(new Text("Description", "x".repeat(5000))), metadata.texts());
        assertEquals(Optional.empty(), metadata.exif());
    }

    /** A TIFF of everything that is carried along. */
    private static byte[] rich(ByteOrder order, boolean big, int orientation) throws IOException {
        TiffFile file = new TiffFile().with(order, big);
        byte[] icc = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        byte[] photoshop = Photoshop.withIptc(new byte[0], IPTC);
        IfdBuilder exif = new IfdBuilder(order, big).put(0x9000, IfdEntry.UNDEFINED, 4, new byte[]{'0', '2', '3', '2'})
                .put(0xA005, new IfdBuilder(order, big).putText(1, "R98"));
        file.fields.putText(270, "Rain").putText(271, "Maker").putShorts(274, orientation).putRatio(282, 118.11)
                .putRatio(283, 1.0 / 3).putShorts(296, 3).put(700, IfdEntry.BYTE, XMP.length, XMP)
                .put(33550, 12, 1, new byte[]{1, 2, 3, 4, 5, 6, 7, 8})
                .put(33723, IfdEntry.UNDEFINED, IPTC.length, IPTC)
                .put(34377, IfdEntry.BYTE, photoshop.length, photoshop).put(34665, exif)
                .put(34675, IfdEntry.UNDEFINED, icc.length, icc)
                .put(34853, new IfdBuilder(order, big).putText(1, "N")).putShorts(65000, 1, 2, 40_000)
                .put(65001, IfdEntry.UNDEFINED, 3, new byte[]{9, 8, 7});
        return file.bytes();
    }

    private static String text(TiffStructure tiff, Ifd ifd, int tag) throws IOException {
        return new String(tiff.bytes(ifd.entry(tag).orElseThrow()), StandardCharsets.UTF_8);
    }

    private byte[] write(BufferedImage picture, Codec.Storing store) throws IOException {
        Path file = folder.resolve("written.tif");
        Files.write(file, new byte[1_000_000]);
        new TiffCodec().write(picture, store, file);
        byte[] bytes = Files.readAllBytes(file);
        assertTrue(bytes.length < 1_000_000 + 200_000);
        return bytes;
    }

    private static BufferedImage picture(int type, int bands, int width, int height) {
        WritableRaster raster = Raster.createInterleavedRaster(type, width, height, bands, null);
        int most = type == DataBuffer.TYPE_BYTE ? 255 : 65535;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < bands; band++) {
                    raster.setSample(x, y, band, (x * 12_347 + y * y * 31 + band * 7_919 ^ x * y) & most);
                }
            }
        }
        return PlainPicture.around(raster, bands % 2 == 0, false);
    }

    private static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }
}
