package org.derain4j.pictures.tiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.UnsupportedException;
import org.derain4j.pictures.format.Upright;
import org.derain4j.pictures.metadata.IfdBuilder;
import org.derain4j.pictures.metadata.IfdEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TiffBrokenTest {

    private static final long PIXELS = 1 << 20;

    private final List<String> notes = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "50000, 'its pixels are compressed by Zstandard; recode it, for example with tiffcp -c lzw IN OUT.tiff'",
        "34925, 'its pixels are compressed by LZMA; recode it, for example with tiffcp -c lzw IN OUT.tiff'",
        "50001, 'its pixels are compressed by WebP; recode it, for example with tiffcp -c lzw IN OUT.tiff'",
        "34712, 'its pixels are compressed by JPEG 2000; export it as a plain TIFF from the program that made it'",
        "34661, 'its pixels are compressed by JBIG; recode it, for example with tiffcp -c lzw IN OUT.tiff'",
        "12345, 'its pixels are compressed by method 12345; export it as a plain TIFF from the program that made it'"})
    void compressionsThatAreNotReadAreNamed(int compression, String sentence) throws IOException {
        TiffFile file = new TiffFile();
        file.compression = compression;
        assertEquals(sentence, unsupported(file.bytes()));
    }

    @ParameterizedTest
    @CsvSource({"3, its samples are fractions (floating point)", "2, its samples have a sign",
        "6, its samples are complex numbers"})
    void samplesThatAreNotWholeAreNamed(int format, String start) throws IOException {
        TiffFile file = new TiffFile();
        file.fields.putShorts(339, format, format, format);
        assertTrue(unsupported(file.bytes()).startsWith(start + "; "), unsupported(file.bytes()));
        file.fields.putShorts(339, 1, 1, 1);
        assertEquals(TiffFile.WIDTH, decode(file.bytes(), false).getWidth());
    }

    @Test
    void samplesOfManyBitsAreNamed() throws IOException {
        TiffFile file = new TiffFile();
        byte[] bytes = file.bytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(valueOf(bytes, 258), (short) 32)
                .putShort(valueOf(bytes, 258) + 2, (short) 32).putShort(valueOf(bytes, 258) + 4, (short) 32);
        assertTrue(unsupported(bytes).startsWith("its samples have 32 bits; save it with 8 or 16"));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(valueOf(bytes, 258), (short) 5);
        assertTrue(unsupported(bytes).startsWith("its samples have different numbers of bits; "));
    }

    @Test
    void coloursThatAreNotReadAreNamed() throws IOException {
        assertEquals("its colours are LogLuv; save it as RGB",
                unsupported(new TiffFile().kind(32845, 3, 8).bytes()));
    }

    @Test
    void rawPicturesAreToldFromOthers() throws IOException {
        String raw = "it is a raw picture; develop it first, for example with darktable-cli IN OUT.tiff";
        TiffFile dng = new TiffFile();
        dng.fields.put(50706, IfdEntry.BYTE, 4, new byte[]{1, 4, 0, 0});
        assertEquals(raw, unsupported(dng.bytes()));
        assertEquals(raw, unsupported(new TiffFile().kind(32803, 1, 14).bytes()));
        TiffFile nef = new TiffFile();
        nef.fields.put(330, new IfdBuilder(nef.order, false).putShorts(262, 32803));
        assertEquals(raw, unsupported(nef.bytes()));
        byte[] cr2 = new TiffFile().bytes();
        cr2[8] = 'C';
        cr2[9] = 'R';
        assertEquals(raw, unsupported(cr2));
        TiffFile preview = new TiffFile();
        preview.fields.put(330, new IfdBuilder(nef.order, false).putShorts(262, 2));
        assertEquals(List.of("the previews beside the picture are not kept."),
                TiffReadingTest.parts(preview.bytes(), false).notes());
    }

    @ParameterizedTest
    @ValueSource(ints = {TiffKinds.NONE, TiffKinds.LZW, TiffKinds.DEFLATE, TiffKinds.PACK_BITS})
    void whatIsMissingIsNoticedAndTheRestReadOnRequest(int compression) throws IOException {
        TiffFile file = new TiffFile();
        file.compression = compression;
        byte[] bytes = file.bytes();
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        fields.putInt(valueOf(bytes, 279) + 8, fields.getInt(valueOf(bytes, 279) + 8) / 2);
        fields.putInt(valueOf(bytes, 273) + 12, bytes.length + 1000);
        DamagedException damage = assertThrows(DamagedException.class, () -> decode(bytes, false));
        assertTrue(damage.isCutShort());
        assertEquals("its strip 3 of 4 is broken or missing", damage.getMessage());
        BufferedImage picture = decode(bytes, true);
        assertEquals(List.of("2 of its strips or tiles are broken or missing."), notes);
        for (int y = 0; y < 16; y++) {
            assertEquals(file.sample(20, y, 1), picture.getRaster().getSample(20, y, 1));
        }
        assertEquals(0, picture.getRaster().getSample(20, 28, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg.tif", "ycc.tif"})
    void whatPluginsMissIsNoticedAndTheRestReadOnRequest(String name) throws IOException {
        byte[] bytes = TiffReadingTest.resource(name);
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int counts = entryOf(bytes, 279) + 8;
        fields.putInt(counts, fields.getInt(counts) / 2);
        assertTrue(assertThrows(DamagedException.class, () -> decode(bytes, false)).isCutShort());
        BufferedImage picture = decode(bytes, true);
        assertEquals(List.of("some of its pixels are broken or missing."), notes);
        assertEquals(32, picture.getWidth());
    }

    @Test
    void sizesAreNotBelieved() throws IOException {
        for (int tag : new int[]{256, 257, 277, 258}) {
            byte[] bytes = new TiffFile().kind(TiffLayout.BLACK_IS_ZERO, 1, 8).bytes();
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(entryOf(bytes, tag) + 8, 0);
            assertFalse(assertThrows(DamagedException.class, () -> decode(bytes, false)).isCutShort());
        }
        // Known before memory is taken for it.
        byte[] huge = new TiffFile().bytes();
        ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putInt(entryOf(huge, 257) + 8, 2_000_000_000);
        assertEquals(2_000_000_000, TiffReadingTest.parts(huge, false).height());
        ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putInt(entryOf(huge, 256) + 8, 2_000_000_000);
        assertTrue(unsupported(huge).startsWith("its rows have more than 67 million samples; "));
    }

    @Test
    void aMillionDirectoriesAreNotTaken() {
        int count = 1_000_000;
        byte[] bytes = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            TiffFile file = new TiffFile();
            byte[] one = file.bytes();
            ByteBuffer all = ByteBuffer.allocate(one.length + 6 * count).order(ByteOrder.LITTLE_ENDIAN).put(one);
            all.putInt(nextOf(one), one.length);
            for (int i = 1; i < count; i++) {
                all.putShort((short) 0).putInt(one.length + 6 * i);
            }
            return all.array();
        });
        List<String> said = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            decode(bytes, false);
            return TiffReadingTest.parts(bytes, false).notes();
        });
        assertEquals(List.of("only the first of its at least 1000 pages is kept."), said);
    }

    @Test
    void mutantsAreReadOrRefused() throws IOException {
        Random random = new Random(25);
        List<byte[]> files = files();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 6_000; i++) {
                byte[] mutant = mutant(files.get(i % files.size()).clone(), random);
                try {
                    Parts parts = TiffReadingTest.parts(mutant, i % 3 == 0);
                    if ((long) parts.width() * parts.height() <= PIXELS) {
                        BufferedImage picture = parts.pixels().decode(new Upright(1), notes::add);
                        assertEquals(parts.width(), picture.getWidth());
                        assertEquals(parts.height(), picture.getHeight());
                    }
                } catch (DamagedException | UnsupportedException e) {
                    assertFalse(e.getMessage().isEmpty());
                }
            }
        });
    }

    private static List<byte[]> files() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (int compression : new int[]{TiffKinds.NONE, TiffKinds.LZW, TiffKinds.DEFLATE, TiffKinds.PACK_BITS}) {
            for (int bits : new int[]{4, 8, 12, 16}) {
                TiffFile file = new TiffFile().with(bits == 8 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                        bits == 16).kind(bits == 4 ? TiffLayout.WHITE_IS_ZERO : TiffLayout.RGB, bits == 4 ? 1 : 4,
                                bits);
                file.compression = compression;
                file.differences = bits > 8;
                file.tile = bits == 12 ? 16 : 0;
                file.planar = bits == 16;
                file.extra = new int[bits == 4 ? 0 : 1];
                file.fields.putText(270, "rain").putRatio(282, 300).putRatio(283, 300);
                files.add(file.bytes());
            }
        }
        for (String name : List.of("fax.tif", "jpeg.tif", "old-jpeg.tif", "ycc.tif", "pages.tif")) {
            files.add(TiffReadingTest.resource(name));
        }
        return files;
    }

    private static byte[] mutant(byte[] file, Random random) {
        int directory = ByteBuffer.wrap(file)
                .order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN).getInt(4);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            boolean inDirectory = random.nextInt(3) > 0 && directory > 0 && directory < file.length;
            int at = inDirectory
                    ? Math.min(file.length - 1, directory + random.nextInt(200))
                    : random.nextInt(file.length);
            file[at] = (byte) (random.nextInt(3) == 0 ? -1 : random.nextInt(256));
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
    }

    private static String unsupported(byte[] file) {
        return assertThrows(UnsupportedException.class, () -> TiffReadingTest.parts(file, true)).getMessage();
    }

    private BufferedImage decode(byte[] file, boolean lenient) throws IOException {
        return TiffReadingTest.parts(file, lenient).pixels().decode(new Upright(1), notes::add);
    }

    private static int entryOf(byte[] file, int tag) {
        ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = b.getInt(4) + 2;
        while ((b.getShort(at) & 0xFFFF) != tag) {
            at += 12;
        }
        return at;
    }

    private static int valueOf(byte[] file, int tag) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(entryOf(file, tag) + 8);
    }

    private static int nextOf(byte[] file) {
        ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        return b.getInt(4) + 2 + 12 * b.getShort(b.getInt(4));
    }
}
