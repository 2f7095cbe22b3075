package org.derain4j.pictures.webp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Codecs;
import org.derain4j.pictures.format.Codecs.Decoded;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.PlainPicture;
import org.derain4j.pictures.format.PngMaker;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.OwnRecord;
import org.derain4j.pictures.metadata.Resolution;
import org.derain4j.pictures.metadata.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebpWriteTest {

    private static final WebpCodec CODEC = new WebpCodec();
    private static final byte[] EXIF = {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final byte[] PROFILE = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    private static final Coding LOSSLESS = new Coding.Webp(true);

    @TempDir
    private Path folder;

    private byte[] written(BufferedImage picture, Metadata metadata, boolean same, Coding coding, int quality)
            throws IOException {
        Path file = folder.resolve("a.webp");
        CODEC.write(picture, new Codec.Storing(metadata, same, coding, quality), file);
        return Files.readAllBytes(file);
    }

    /** Smooth, so that lossy coding shows as little; alpha is nothing here and there. */
    private static BufferedImage picture(boolean grey, boolean alpha) {
        BufferedImage picture = PlainPicture.blank(61, 43, grey, alpha, false);
        for (int y = 0; y < 43; y++) {
            for (int x = 0; x < 61; x++) {
                int[] all = {x + y, 200 - 2 * x, 60 + 3 * y, x % 7 == 0 ? 0 : 255 - x};
                int bands = picture.getRaster().getNumBands();
                for (int b = 0; b < bands; b++) {
                    picture.getRaster().setSample(x, y, b, alpha && b == bands - 1 ? all[3] : all[b]);
                }
            }
        }
        return picture;
    }

    /** As WebP has it: grey three times. */
    private static int[] inColour(BufferedImage picture) {
        int bands = picture.getRaster().getNumBands();
        int[] samples = Codecs.samples(picture);
        return bands > 2
                ? samples
                : IntStream.range(0, samples.length / bands).mapToObj(i -> bands == 1
                        ? new int[]{samples[i], samples[i], samples[i]}
                        : new int[]{samples[2 * i], samples[2 * i], samples[2 * i], samples[2 * i + 1]})
                        .flatMapToInt(IntStream::of).toArray();
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void losslessIsReadBackToTheBitAndSoAreColoursThatNobodySees(boolean grey, boolean alpha) throws IOException {
        BufferedImage picture = picture(grey, alpha);
        for (int quality : new int[]{0, 50}) {
            Decoded decoded = Codecs.decode(CODEC, written(picture, Metadata.NONE, true, LOSSLESS, quality), false);
            assertArrayEquals(inColour(picture), Codecs.samples(decoded.picture()));
            assertEquals(LOSSLESS, decoded.parts().coding());
        }
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void lossyIsNearAndItsAlphaExact(boolean grey, boolean alpha) throws IOException {
        BufferedImage picture = picture(grey, alpha);
        Decoded decoded = Codecs.decode(CODEC, written(picture, Metadata.NONE, true, new Coding.Webp(false), 0),
                false);
        int[] expected = inColour(picture);
        int[] samples = Codecs.samples(decoded.picture());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], samples[i], alpha && i % 4 == 3 ? 0 : 8, "sample " + i);
        }
        assertEquals(new Coding.Webp(false), decoded.parts().coding());
    }

    @Test
    void qualityIsHeeded() throws IOException {
        BufferedImage picture = picture(false, false);
        int[] sizes = IntStream.of(10, 60, 95, 100).map(q -> {
            try {
                return written(picture, Metadata.NONE, true, new Coding.Webp(false), q).length;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }).toArray();
        assertTrue(sizes[0] < sizes[1] && sizes[1] < sizes[2] && sizes[2] < sizes[3], Arrays.toString(sizes));
        assertEquals(sizes[2], written(picture, Metadata.NONE, true, new Coding.Webp(false), 0).length);
    }

    /** From other formats. */
    @Test
    void aHundredMeansLossless() throws IOException {
        byte[] file = written(picture(false, false), Metadata.NONE, false, Coding.PLAIN, 100);
        assertEquals(LOSSLESS, Codecs.read(CODEC, file, false).coding());
        byte[] less = written(picture(false, false), Metadata.NONE, false, Coding.PLAIN, 0);
        assertEquals(new Coding.Webp(false), Codecs.read(CODEC, less, false).coding());
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void metadataIsReadBackAndItsFlagsAreTrue(boolean lossless, boolean alpha) throws IOException {
        Metadata metadata = Metadata.builder().exif(EXIF).xmp(PngMaker.latin("<x/>")).profile(PROFILE)
                .add(new OwnRecord("abcd", new byte[3])).build();
        byte[] file = written(picture(false, alpha), metadata, true, new Coding.Webp(lossless), 0);
        Parts parts = Codecs.read(CODEC, file, false);
        assertArrayEquals(EXIF, parts.metadata().exif().orElseThrow());
        assertArrayEquals(PngMaker.latin("<x/>"), parts.metadata().xmp().orElseThrow());
        assertArrayEquals(PROFILE, parts.metadata().profile().orElseThrow());
        assertArrayEquals(new byte[3], parts.metadata().own().getFirst().bytes());
        assertEquals(List.of(), parts.notes());
        WebpFile chunks = WebpFile.of(file);
        assertEquals(0x2C | (alpha ? 0x10 : 0), WebpMaker.content(file, "VP8X")[0]);
        assertArrayEquals(new int[]{61, 43}, chunks.canvas().orElseThrow());
        List<String> names = chunks.chunks().stream().map(WebpChunk::name).toList();
        assertEquals("VP8X", names.get(0));
        assertEquals("ICCP", names.get(1));
        assertEquals(List.of("EXIF", "XMP ", "abcd"), names.subList(names.size() - 3, names.size()));
        assertEquals(0, file.length % 2);
    }

    @Test
    void whereThereIsNothingElseTheFileIsTheSimplest() throws IOException {
        byte[] file = written(picture(false, false), Metadata.NONE, true, LOSSLESS, 0);
        assertEquals(List.of("VP8L"), WebpFile.of(file).chunks().stream().map(WebpChunk::name).toList());
    }

    @Test
    void otherFormatsRecordsStayAway() throws IOException {
        Metadata metadata = Metadata.builder().add(new OwnRecord("APP5", new byte[3])).build();
        byte[] file = written(picture(false, false), metadata, false, LOSSLESS, 0);
        assertEquals(List.of(), Codecs.read(CODEC, file, false).metadata().own());
    }

    @Test
    void lossesAreNamed() {
        Metadata all = Metadata.builder().exif(EXIF).iptc(new byte[1]).photoshop(new byte[1])
                .resolution(new Resolution(1, 1, Resolution.Unit.NONE)).add(new Text("a", "b"))
                .add(new OwnRecord("APP5", new byte[3])).build();
        assertEquals(List.of("its IPTC data", "its Photoshop resources (IPTC among them)", "its texts",
                "its APP5 data"), CODEC.losses(all, false));
        assertEquals(List.of("its resolution"),
                CODEC.losses(Metadata.builder().resolution(new Resolution(300, 300, Resolution.Unit.INCH)).build(),
                        true));
        assertEquals(List.of(), // what everybody assumes
                CODEC.losses(Metadata.builder().resolution(new Resolution(1, 1, Resolution.Unit.NONE)).build(), true));
        assertEquals(List.of(), CODEC.losses(Metadata.builder().exif(EXIF).profile(PROFILE).build(), false));
        byte[] greys = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        assertEquals(List.of("its colour profile, which is one of greys,"),
                CODEC.losses(Metadata.builder().profile(greys).build(), false));
        for (byte[] cut : List.of(Arrays.copyOf(greys, greys.length - 1), Arrays.copyOf(PROFILE, 100))) {
            assertEquals(List.of("its colour profile, which is broken,"),
                    CODEC.losses(Metadata.builder().profile(cut).build(), false));
        }
    }
}
