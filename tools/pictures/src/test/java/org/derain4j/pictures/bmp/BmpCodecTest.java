package org.derain4j.pictures.bmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.PlainPicture;
import org.derain4j.pictures.format.SlicedInputStream;
import org.derain4j.pictures.format.UnsupportedException;
import org.derain4j.pictures.format.Upright;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.Resolution;
import org.derain4j.pictures.metadata.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BmpCodecTest {

    private static final int WIDTH = 13;
    private static final int HEIGHT = 7;

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    /** A BMP with a header of any length. */
    private static byte[] bmp(int size, int bits, int compression, boolean topDown, int[] masks, int[] palette,
            byte[] pixels) {
        boolean core = size == 12;
        int behind = size == 40 && masks.length > 0 ? 4 * masks.length : 0;
        int entry = core ? 3 : 4;
        int start = 14 + size + behind + entry * palette.length;
        ByteBuffer b = ByteBuffer.allocate(start + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        b.put(new byte[]{'B', 'M'}).putInt(b.capacity()).putInt(0).putInt(start).putInt(size);
        if (core) {
            b.putShort((short) WIDTH).putShort((short) HEIGHT).putShort((short) 1).putShort((short) bits);
        } else {
            b.putInt(WIDTH).putInt(topDown ? -HEIGHT : HEIGHT).putShort((short) 1).putShort((short) bits)
                    .putInt(compression).putInt(0).putInt(2835).putInt(5670).putInt(palette.length).putInt(0);
            IntStream.of(masks).forEach(b::putInt);
        }
        b.position(14 + size + behind);
        for (int colour : palette) {
            b.put((byte) colour).put((byte) (colour >> 8)).put((byte) (colour >> 16));
            b.position(b.position() + entry - 3);
        }
        return b.put(pixels).array();
    }

    private static int index(int x, int y, int bits) {
        return (x * 3 + y * 5) % (1 << bits);
    }

    private static byte[] indexed(int bits, boolean topDown) {
        int stride = (WIDTH * bits + 31) / 32 * 4;
        byte[] pixels = new byte[stride * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int row = topDown ? y : HEIGHT - 1 - y;
                int bit = x * bits;
                pixels[row * stride + bit / 8] |= (byte) (index(x, y, bits) << 8 - bits - bit % 8);
            }
        }
        return pixels;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void palettesAreRead(int bits) throws IOException {
        int[] colours = IntStream.range(0, 1 << bits).map(i -> (i * 37 & 0xFF) << 16 | (i * 5 & 0xFF) << 8 | 255 - i)
                .toArray();
        int[] greys = IntStream.range(0, 1 << bits).map(i -> (255 - i * 255 / ((1 << bits) - 1)) * 0x010101).toArray();
        for (int size : new int[]{12, 40, 108, 124}) {
            for (boolean topDown : new boolean[]{false, true}) {
                boolean down = topDown && size > 12;
                BufferedImage colour = decode(bmp(size, bits, 0, down, new int[0], colours, indexed(bits, down)));
                BufferedImage grey = decode(bmp(size, bits, 0, down, new int[0], greys, indexed(bits, down)));
                assertEquals(1, grey.getRaster().getNumBands());
                for (int y = 0; y < HEIGHT; y++) {
                    for (int x = 0; x < WIDTH; x++) {
                        assertEquals(colours[index(x, y, bits)] | 0xFF000000, colour.getRGB(x, y));
                        assertEquals(greys[index(x, y, bits)] & 0xFF, grey.getRaster().getSample(x, y, 0));
                    }
                }
            }
        }
        assertEquals(List.of(), notes);
    }

    @Test
    void masksAreRead() throws IOException {
        assertMasks(16, 0, new int[]{0x7C00, 0x03E0, 0x001F}, 40);
        assertMasks(32, 0, new int[]{0xFF0000, 0xFF00, 0xFF}, 40);
        assertMasks(16, 3, new int[]{0xF800, 0x07E0, 0x001F}, 40);
        assertMasks(16, 3, new int[]{0x0F00, 0x00F0, 0x000F, 0xF000}, 56);
        assertMasks(16, 6, new int[]{0x0F00, 0x00F0, 0x000F, 0xF000}, 40);
        assertMasks(16, 3, new int[]{0x7C00, 0x03E0, 0x001F, 0x8000}, 124);
        assertMasks(32, 3, new int[]{0xFF, 0xFF00, 0xFF0000, 0xFF000000}, 108);
        assertEquals(List.of(), notes);
        assertMasks(32, 3, new int[]{0x3FF00000, 0xFFC00, 0x3FF}, 40);
        assertEquals(List.of("its samples are reduced to 8 bits."), notes);
    }

    private void assertMasks(int bits, int compression, int[] masks, int size) throws IOException {
        int bytes = bits / 8;
        int stride = (WIDTH * bytes + 3) / 4 * 4;
        ByteBuffer pixels = ByteBuffer.allocate(stride * HEIGHT).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(bits);
        int[] values = random.ints(WIDTH * HEIGHT).map(v -> bits == 16 ? v & 0xFFFF : v).toArray();
        for (int i = 0; i < values.length; i++) {
            int at = i / WIDTH * stride + i % WIDTH * bytes;
            if (bytes == 2) {
                pixels.putShort(at, (short) values[i]);
            } else {
                pixels.putInt(at, values[i]);
            }
        }
        BufferedImage picture = decode(
                bmp(size, bits, compression, true, compression == 0 ? new int[0] : masks, new int[0], pixels.array()));
        assertEquals(masks.length, picture.getRaster().getNumBands());
        for (int i = 0; i < values.length; i++) {
            for (int band = 0; band < masks.length; band++) {
                int low = Integer.numberOfTrailingZeros(masks[band]);
                double max = Integer.toUnsignedLong(masks[band] >>> low);
                double level = Integer.toUnsignedLong((values[i] & masks[band]) >>> low);
                assertEquals(Math.round(level * 255 / max),
                        picture.getRaster().getSample(i % WIDTH, i / WIDTH, band));
            }
        }
    }

    @Test
    void alphaThatIsZeroEverywhereIsNone() throws IOException {
        byte[] pixels = new byte[4 * WIDTH * HEIGHT];
        pixels[0] = 9;
        int[] masks = {0xFF0000, 0xFF00, 0xFF, 0xFF000000};
        BufferedImage picture = decode(bmp(108, 32, 3, true, masks, new int[0], pixels));
        assertFalse(picture.getColorModel().hasAlpha());
        assertArrayEquals(new int[]{0, 0, 9}, picture.getRaster().getPixel(0, 0, (int[]) null));
    }

    @Test
    void runsAreReadWithLiteralsAndMoves() throws IOException {
        int[] palette = IntStream.range(0, 16).map(i -> i << 16 | i * 3).toArray();
        // From below: a run and a literal, a move over a row and three columns, a run that is too long.
        byte[] eight = {5, 1, 0, 3, 2, 3, 4, 0, 1, 7, 0, 0, 0, 2, 3, 1, 2, 9, 100, 10, 0, 1};
        byte[] four = {5, 0x11, 0, 3, 0x23, 0x40, 1, 0x70, 0, 0, 0, 2, 3, 1, 2, (byte) 0x99, 100, (byte) 0xAA, 0, 1};
        int[] first = {1, 1, 1, 1, 1, 2, 3, 4, 7, 0, 0, 0, 0};
        int[] third = {0, 0, 0, 9, 9, 10, 10, 10, 10, 10, 10, 10, 10};
        for (boolean small : new boolean[]{false, true}) {
            BufferedImage picture = decode(
                    bmp(40, small ? 4 : 8, small ? 2 : 1, false, new int[0], palette, small ? four : eight));
            for (int x = 0; x < WIDTH; x++) {
                assertEquals(palette[first[x]] | 0xFF000000, picture.getRGB(x, HEIGHT - 1));
                assertEquals(palette[0] | 0xFF000000, picture.getRGB(x, HEIGHT - 2));
                assertEquals(palette[third[x]] | 0xFF000000, picture.getRGB(x, HEIGHT - 3));
            }
        }
    }

    @Test
    void cutPixelsAreNoticedAndTheRestReadOnRequest() throws IOException {
        int[] palette = IntStream.range(0, 256).map(i -> i * 0x010101).toArray();
        byte[] whole = bmp(40, 8, 0, false, new int[0], palette, indexed(8, false));
        byte[] cut = Arrays.copyOf(whole, whole.length - 40);
        DamagedException damage = assertThrows(DamagedException.class, () -> decode(cut));
        assertTrue(damage.isCutShort());
        BufferedImage picture = parts(cut, true).pixels().decode(new Upright(1), notes::add);
        assertEquals(List.of("it ends too early; some of its pixels are missing."), notes);
        assertEquals(index(4, 5, 8), picture.getRaster().getSample(4, 5, 0));
        assertEquals(0, picture.getRaster().getSample(4, 0, 0));
        byte[] runs = bmp(40, 8, 1, false, new int[0], palette, new byte[]{5, 1, 0});
        assertTrue(assertThrows(DamagedException.class, () -> decode(runs)).isCutShort());
        assertEquals(1,
                parts(runs, true).pixels().decode(new Upright(1), notes::add).getRaster().getSample(2, HEIGHT - 1, 0));
        // The padding of the last row is nothing that is missed.
        decode(Arrays.copyOf(whole, whole.length - 3));
    }

    @Test
    void whatIsNotReadIsSaid() {
        assertEquals("its pixels are a JPEG; convert it, for example with convert IN OUT.png",
                assertThrows(UnsupportedException.class,
                        () -> parts(bmp(40, 24, 4, false, new int[0], new int[0], new byte[9]), false)).getMessage());
        assertEquals("its pixels are run lengths of 24 bits; convert it, for example with convert IN OUT.png",
                assertThrows(UnsupportedException.class,
                        () -> parts(bmp(64, 24, 4, false, new int[0], new int[0], new byte[9]), false)).getMessage());
        assertEquals("it is said to have 5 bits a pixel and compression 0",
                assertThrows(DamagedException.class,
                        () -> parts(bmp(40, 5, 0, false, new int[0], new int[0], new byte[9]), false)).getMessage());
    }

    @Test
    void resolutionAndProfileAreTaken() throws IOException {
        byte[] icc = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        byte[] pixels = new byte[40 * HEIGHT];
        byte[] plain = bmp(124, 24, 0, false, new int[0], new int[0], pixels);
        byte[] with = Arrays.copyOf(plain, plain.length + icc.length);
        System.arraycopy(icc, 0, with, plain.length, icc.length);
        ByteBuffer.wrap(with).order(ByteOrder.LITTLE_ENDIAN).putInt(14 + 56, 'M' << 24 | 'B' << 16 | 'E' << 8 | 'D')
                .putInt(14 + 112, plain.length - 14).putInt(14 + 116, icc.length);
        Metadata metadata = parts(with, false).metadata();
        assertArrayEquals(icc, metadata.profile().orElseThrow());
        assertEquals(Optional.of(new Resolution(28.35, 56.7, Resolution.Unit.CENTIMETRE)), metadata.resolution());
        with[plain.length + 36] = 0;
        assertEquals(List.of("its colour profile is broken and is left out."), parts(with, false).notes());
    }

    @Test
    void whatIsWrittenIsReadByAll() throws IOException {
        for (int bands : new int[]{1, 3}) {
            BufferedImage picture = PlainPicture.around(Raster.createInterleavedRaster(0, WIDTH, HEIGHT, bands, null),
                    false, false);
            int[] samples = new Random(bands).ints(WIDTH * HEIGHT * bands, 0, 256).toArray();
            picture.getRaster().setPixels(0, 0, WIDTH, HEIGHT, samples);
            Metadata metadata = Metadata.builder().resolution(new Resolution(300, 72, Resolution.Unit.INCH)).build();
            Path file = folder.resolve("a.bmp");
            new BmpCodec().write(picture, new Codec.Storing(metadata, true, Coding.PLAIN, 0), file);
            byte[] bytes = Files.readAllBytes(file);
            BufferedImage back = decode(bytes);
            assertEquals(bands, back.getRaster().getNumBands());
            assertArrayEquals(samples, back.getRaster().getPixels(0, 0, WIDTH, HEIGHT, (int[]) null));
            BufferedImage others = ImageIO.read(new ByteArrayInputStream(bytes));
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    int at = (y * WIDTH + x) * bands;
                    assertEquals(samples[at], others.getRaster().getSample(x, y, 0));
                }
            }
            Resolution metre = parts(bytes, false).metadata().resolution().orElseThrow();
            assertEquals(new Resolution(118.11, 28.35, Resolution.Unit.CENTIMETRE), metre);
        }
        assertEquals(List.of("its EXIF data", "its texts"), new BmpCodec()
                .losses(Metadata.builder().exif(new byte[0]).add(new Text("Title", "x")).build(), false));
    }

    /** Pixels a metre are all that it can say. */
    @Test
    void aRatioOfPixelsWithoutAUnitIsMissed() {
        for (Resolution.Unit unit : Resolution.Unit.values()) {
            for (int y = 1; y <= 2; y++) {
                boolean missed = unit == Resolution.Unit.NONE && y == 2;
                assertEquals(missed ? List.of("its resolution") : List.of(), new BmpCodec()
                        .losses(Metadata.builder().resolution(new Resolution(1, y, unit)).build(), false));
            }
        }
    }

    @Test
    void mutantsAreReadOrRefused() {
        int[] palette = IntStream.range(0, 16).map(i -> i * 0x0F0F0F).toArray();
        ByteArrayOutputStream runs = new ByteArrayOutputStream();
        IntStream.range(0, HEIGHT).forEach(_ -> runs.writeBytes(new byte[]{5, 1, 0, 4, 1, 2, 3, 4, 0, 0}));
        List<byte[]> files = List.of(bmp(40, 4, 0, false, new int[0], palette, indexed(4, false)),
                bmp(40, 8, 1, false, new int[0], palette, runs.toByteArray()),
                bmp(40, 4, 2, false, new int[0], palette, runs.toByteArray()),
                bmp(124, 32, 3, true, new int[]{0xFF, 0xFF00, 0xFF0000, 0xFF000000}, new int[0],
                        new byte[4 * WIDTH * HEIGHT]),
                bmp(12, 24, 0, false, new int[0], new int[0], new byte[40 * HEIGHT]));
        Random random = new Random(25);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int i = 0; i < 5_000; i++) {
                byte[] mutant = files.get(i % files.size()).clone();
                for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
                    int at = random.nextInt(random.nextBoolean() ? 54 : mutant.length);
                    mutant[at] = (byte) (random.nextInt(3) == 0 ? -1 : random.nextInt(256));
                }
                mutant = random.nextInt(5) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
                try {
                    Parts parts = parts(mutant, i % 3 == 0);
                    if ((long) parts.width() * parts.height() < 1 << 20) {
                        parts.pixels().decode(new Upright(1), notes::add);
                    }
                } catch (DamagedException | UnsupportedException e) {
                    assertFalse(e.getMessage().isEmpty());
                }
            }
        });
    }

    private BufferedImage decode(byte[] file) throws IOException {
        return parts(file, false).pixels().decode(new Upright(1), notes::add);
    }

    private static Parts parts(byte[] file, boolean lenient) throws IOException {
        return new BmpCodec().read(new SlicedInputStream(List.of(ByteBuffer.wrap(file))), lenient);
    }
}
