package org.derain4j.pictures.tiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.SlicedInputStream;
import org.derain4j.pictures.format.Upright;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TiffReadingTest {

    private static final List<ByteOrder> ORDERS = List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);

    private final List<String> notes = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void everyDepthIsReadInStripsAndTilesTogetherAndApart(int bits) throws IOException {
        for (ByteOrder order : ORDERS) {
            for (int tile : new int[]{0, 16, 48}) {
                for (boolean planar : new boolean[]{false, true}) {
                    for (int photometric : new int[]{TiffLayout.WHITE_IS_ZERO, TiffLayout.BLACK_IS_ZERO,
                        TiffLayout.RGB}) {
                        TiffFile file = new TiffFile().with(order, false).kind(photometric,
                                photometric == TiffLayout.RGB ? 3 : 1, bits);
                        file.tile = tile;
                        file.planar = planar;
                        assertRead(file, file.samples, file.samples);
                    }
                }
            }
        }
        assertEquals(List.of(), notes);
    }

    @ParameterizedTest
    @ValueSource(ints = {TiffKinds.LZW, TiffKinds.DEFLATE, TiffKinds.OLD_DEFLATE, TiffKinds.PACK_BITS})
    void everyCompressionIsUndoneWithDifferencesAndWithout(int compression) throws IOException {
        for (ByteOrder order : ORDERS) {
            for (int bits : new int[]{1, 4, 8, 12, 16}) {
                for (boolean planar : new boolean[]{false, true}) {
                    for (boolean differences : new boolean[]{false, true}) {
                        TiffFile file = new TiffFile().with(order, bits == 16).kind(TiffLayout.RGB, 3, bits);
                        file.compression = compression;
                        file.planar = planar;
                        file.differences = differences;
                        file.tile = bits == 8 ? 16 : 0;
                        assertRead(file, 3, 3);
                    }
                }
            }
        }
    }

    @Test
    void lzwOfManyCodesIsUndone() throws IOException {
        TiffFile file = new TiffFile().kind(TiffLayout.RGB, 3, 16);
        file.width = 300;
        file.height = 200;
        file.rows = 200;
        file.compression = TiffKinds.LZW;
        assertRead(file, 3, 3);
    }

    /** Literals alone, the lowest bit first, one bit more as soon as the table is full; as {@code quad-lzw.tif} of libtiff's pictures has it. */
    @Test
    void lzwFromBeforeTiff6IsUndone() throws IOException {
        byte[] plain = new byte[3000];
        new Random(5).nextBytes(plain);
        byte[] packed = new byte[2 * plain.length];
        int bit = 0;
        int bits = 9;
        int codes = 257;
        for (int i = -1; i < plain.length; i++) {
            int code = i < 0 ? LzwInputStream.CLEAR : plain[i] & 0xFF;
            for (int b = 0; b < bits; b++, bit++) {
                packed[bit / 8] |= (byte) ((code >> b & 1) << bit % 8);
            }
            codes += i < 0 ? 0 : 1;
            bits = codes >= 1 << bits && bits < 12 ? bits + 1 : bits;
        }
        try (InputStream in = new LzwInputStream(new ByteArrayInputStream(packed))) {
            assertArrayEquals(plain, in.readNBytes(plain.length));
        }
    }

    @Test
    void tilesWithTheFieldsOfStripsAreRead() throws IOException {
        TiffFile file = new TiffFile() {

            @Override
            byte[] bytes() throws IOException {
                byte[] bytes = super.bytes();
                ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                int first = b.getInt(4) + 2;
                for (int at = first; at < first + 12 * b.getShort(first - 2); at += 12) {
                    int tag = b.getShort(at);
                    b.putShort(at, (short) (tag == 324 ? 273 : tag == 325 ? 279 : tag));
                }
                return bytes;
            }
        };
        file.tile = 16;
        assertRead(file, 3, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg.tif", "old-jpeg.tif", "rgb16-zip.tif"})
    void samplesAreCountedWhereTheirNumberIsNotSaid(String name) throws IOException {
        byte[] bytes = resource(name);
        ByteBuffer b = ByteBuffer.wrap(bytes).order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        for (int at = b.getInt(4) + 2; b.getShort(at) <= 277; at += 12) {
            b.putShort(at, b.getShort(at) == 277 ? 276 : b.getShort(at));
        }
        assertArrayEquals(samples(decode(resource(name), false)), samples(decode(bytes, false)));
    }

    private static int[] samples(BufferedImage picture) {
        return picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
    }

    @ParameterizedTest
    @CsvSource({"grey-lzw.tif, 1", "rgb16-zip.tif, 3", "fax.tif, 1", "jpeg.tif, 3", "old-jpeg.tif, 3", "ycc.tif, 3"})
    void filesOfOthersAreRead(String name, int bands) throws IOException {
        byte[] file = resource(name);
        BufferedImage picture = decode(file, false);
        byte[] expected = resource(name.replace(".tif", ".raw"));
        int deep = picture.getRaster().getTransferType() == DataBuffer.TYPE_USHORT ? 257 : 1;
        int lossy = name.contains("jpeg") || name.contains("ycc") ? 3 : 0;
        for (int i = 0; i < expected.length; i++) {
            int pixel = i / bands;
            int x = pixel % picture.getWidth();
            int y = pixel / picture.getWidth();
            // A fax comes as a palette of black and white.
            int level = bands == 1 && picture.getSampleModel().getSampleSize(0) == 1
                    ? picture.getRGB(x, y) & 0xFF
                    : picture.getRaster().getSample(x, y, i % bands);
            assertEquals(expected[i] & 0xFF, level / deep, lossy, name + " at " + x + ", " + y);
        }
        assertEquals(expected.length, picture.getWidth() * picture.getHeight() * bands);
    }

    @Test
    void bigTiffIsRead() throws IOException {
        for (ByteOrder order : ORDERS) {
            assertRead(new TiffFile().with(order, true), 3, 3);
            Parts parts = parts(new TiffFile().with(order, true).bytes(), false);
            assertEquals(new Coding.Tiff(1, true), parts.coding());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 4, 12})
    void alphaIsWhatSaysSo(int bits) throws IOException {
        for (ByteOrder order : ORDERS) {
            for (boolean planar : new boolean[]{false, true}) {
                for (int colours : new int[]{1, 3}) {
                    TiffFile file = new TiffFile().with(order, false)
                            .kind(colours == 1 ? TiffLayout.BLACK_IS_ZERO : TiffLayout.RGB, colours + 1, bits);
                    file.planar = planar;
                    file.extra = new int[]{2};
                    BufferedImage alpha = assertRead(file, colours + 1, colours + 1);
                    assertTrue(alpha.getColorModel().hasAlpha());
                    assertFalse(alpha.isAlphaPremultiplied());
                    file.extra = new int[]{1};
                    BufferedImage associated = assertRead(file, colours + 1, colours + 1);
                    assertTrue(associated.getColorModel().hasAlpha() && associated.isAlphaPremultiplied());
                    assertEquals(List.of(), notes);
                }
            }
        }
    }

    @Test
    void alphaUnderWhiteAtZeroIsNotTurnedRound() throws IOException {
        TiffFile file = new TiffFile().kind(TiffLayout.WHITE_IS_ZERO, 2, 8);
        file.extra = new int[]{2};
        BufferedImage picture = decode(file.bytes(), false);
        assertEquals(255 - file.sample(5, 6, 0), picture.getRaster().getSample(5, 6, 0));
        assertEquals(file.sample(5, 6, 1), picture.getRaster().getSample(5, 6, 1));
    }

    @ParameterizedTest
    @CsvSource({"4, -1, its extra channel (unspecified) is not kept.",
        "4, 0, its extra channel (unspecified) is not kept.",
        "5, 0, its 2 extra channels (unspecified) are not kept.", "5, 22, its 2 extra channels (alpha) are not kept.",
        "6, 122, 'its 3 extra channels (alpha) are not kept.'",
        "6, 210, 'its 3 extra channels (alpha, unspecified) are not kept.'"})
    void whatIsNoAlphaIsNotTakenForIt(int samples, int extra, String note) throws IOException {
        for (boolean planar : new boolean[]{false, true}) {
            TiffFile file = new TiffFile().kind(TiffLayout.RGB, samples, 8);
            file.planar = planar;
            String digits = "%%0%dd".formatted(samples - 3).formatted(Math.max(0, extra));
            file.extra = extra < 0 ? new int[0] : digits.chars().map(c -> c - '0').toArray();
            notes.clear();
            BufferedImage picture = assertRead(file, 3, samples);
            assertFalse(picture.getColorModel().hasAlpha());
            assertEquals(List.of(note), notes);
        }
    }

    @Test
    void alphaAmongOthersIsFound() throws IOException {
        TiffFile file = new TiffFile().kind(TiffLayout.RGB, 5, 16);
        file.extra = new int[]{0, 2};
        BufferedImage picture = decode(file.bytes(), false);
        assertEquals(4, picture.getRaster().getNumBands());
        assertEquals(file.sample(7, 8, 4), picture.getRaster().getSample(7, 8, 3));
        assertEquals(List.of("its extra channel (unspecified) is not kept."), notes);
    }

    @Test
    void palettesBecomeTheirColours() throws IOException {
        for (int bits : new int[]{1, 2, 4, 8, 16}) {
            int size = 1 << bits;
            assertPalette(bits, 3, (band, i) -> (i * 31 + band * 77 & 0xFF) * 257);
            assertPalette(bits, 3, (band, i) -> i * 31 + band * 77 & 0xFF);
            assertPalette(bits, 1, (_, i) -> (size - 1 - i & 0xFF) * 257);
        }
    }

    private void assertPalette(int bits, int bands, IntBinaryOperator map) throws IOException {
        int size = 1 << bits;
        int[] all = new int[3 * size];
        for (int i = 0; i < all.length; i++) {
            all[i] = map.applyAsInt(i / size, i % size);
        }
        TiffFile file = new TiffFile().kind(TiffLayout.PALETTE, 1, bits);
        file.fields.putShorts(320, all);
        BufferedImage picture = decode(file.bytes(), false);
        assertEquals(bands, picture.getRaster().getNumBands());
        for (int band = 0; band < bands; band++) {
            int level = map.applyAsInt(band, file.sample(9, 4, 0));
            assertEquals(level > 255 ? level / 257 : level, picture.getRaster().getSample(9, 4, band));
        }
    }

    @Test
    void palettesKeepTheirAlpha() throws IOException {
        for (int extra : new int[]{1, 2}) {
            TiffFile file = new TiffFile().kind(TiffLayout.PALETTE, 2, 4);
            file.fields.putShorts(320, IntStream.range(0, 48).map(i -> i * 1000).toArray());
            file.extra = new int[]{extra};
            BufferedImage picture = decode(file.bytes(), false);
            assertFalse(picture.isAlphaPremultiplied());
            int index = file.sample(9, 4, 0);
            assertArrayEquals(new int[]{index * 1000 >> 8, (index + 16) * 1000 >> 8, (index + 32) * 1000 >> 8,
                file.sample(9, 4, 1) * 17}, picture.getRaster().getPixel(9, 4, (int[]) null));
        }
    }

    @Test
    void inksBecomeRgb() throws IOException {
        for (int bits : new int[]{8, 16}) {
            for (boolean planar : new boolean[]{false, true}) {
                TiffFile file = new TiffFile().kind(TiffLayout.SEPARATED, 4, bits);
                file.planar = planar;
                notes.clear();
                BufferedImage picture = decode(file.bytes(), false);
                double max = (1 << bits) - 1;
                for (int band = 0; band < 3; band++) {
                    double expected = (max - file.sample(9, 4, band)) * (max - file.sample(9, 4, 3)) / max;
                    assertEquals(expected, picture.getRaster().getSample(9, 4, band), 0.5);
                }
                assertEquals(List.of("its CMYK colours are converted to sRGB, without a profile; they may be off."),
                        notes);
            }
        }
    }

    /** Figures of Pillow 9.4 with LittleCMS: L, a, b, red, green, blue. */
    @ParameterizedTest
    @CsvSource({"255, 0, 0, 254, 255, 254", "0, 0, 0, 1, 0, 1", "128, 0, 0, 119, 119, 119",
        "153, 20, -30, 159, 133, 198",
        "200, -40, 50, 137, 213, 94"})
    void labBecomesRgb(int lightness, int a, int b, int red, int green, int blue) throws IOException {
        for (int bits : new int[]{8, 16}) {
            for (int photometric : new int[]{TiffLayout.CIE_LAB, TiffLayout.ICC_LAB}) {
                int unit = bits == 8 ? 1 : 256;
                boolean icc = photometric == TiffLayout.ICC_LAB;
                int most = bits == 8 ? 255 : icc ? 0xFF00 : 0xFFFF;
                int middle = icc ? 128 * unit : 0;
                int[] lab = {lightness * most / 255, a * unit + middle & (1 << bits) - 1,
                    b * unit + middle & (1 << bits) - 1};
                TiffFile file = new TiffFile() {

                    @Override
                    int sample(int x, int y, int band) {
                        return lab[band];
                    }
                }.kind(photometric, 3, bits);
                int[] pixel = decode(file.bytes(), false).getRaster().getPixel(3, 3, (int[]) null);
                int[] expected = {red, green, blue};
                for (int band = 0; band < 3; band++) {
                    assertEquals(expected[band], pixel[band] / (bits == 8 ? 1.0 : 257), 1.5, "band " + band);
                }
            }
        }
    }

    @Test
    void onlyTheFirstPageIsKeptAndSaid() throws IOException {
        byte[] file = new TiffFile().bytes();
        Parts one = parts(file, false);
        assertEquals(List.of(), one.notes());
        byte[] two = resource("pages.tif");
        assertEquals(List.of("only the first of its 3 pages is kept."), parts(two, false).notes());
    }

    /** Reads a file and compares each sample that is kept: the first bands, the last of them maybe from elsewhere. */
    private BufferedImage assertRead(TiffFile file, int bands, int samples) throws IOException {
        BufferedImage picture = decode(file.bytes(), false);
        assertEquals(file.width, picture.getWidth());
        assertEquals(file.height, picture.getHeight());
        assertEquals(bands, picture.getRaster().getNumBands());
        boolean deep = file.bits > 8;
        assertEquals(deep ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE, picture.getRaster().getTransferType());
        int most = deep ? 0xFFFF : 0xFF;
        int max = (1 << file.bits) - 1;
        int[] expected = new int[file.width * file.height * bands];
        for (int i = 0; i < expected.length; i++) {
            int pixel = i / bands;
            int level = file.sample(pixel % file.width, pixel / file.width, i % bands);
            level = file.photometric == TiffLayout.WHITE_IS_ZERO ? max - level : level;
            expected[i] = (int) Math.round((double) level * most / max);
        }
        assertArrayEquals(expected,
                picture.getRaster().getPixels(0, 0, file.width, file.height, (int[]) null),
                "%d bits, %d of %d samples, photometric %d".formatted(file.bits, bands, samples, file.photometric));
        return picture;
    }

    private BufferedImage decode(byte[] file, boolean lenient) throws IOException {
        return parts(file, lenient).pixels().decode(new Upright(1), notes::add);
    }

    static Parts parts(byte[] file, boolean lenient) throws IOException {
        return new TiffCodec().read(stream(file), lenient);
    }

    static ImageInputStream stream(byte[] file) throws IOException {
        return new SlicedInputStream(List.of(ByteBuffer.wrap(file)));
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = TiffReadingTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
