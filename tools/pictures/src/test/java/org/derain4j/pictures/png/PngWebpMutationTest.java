package org.derain4j.pictures.png;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Codecs;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.PngMaker;
import org.derain4j.pictures.format.UnsupportedException;
import org.derain4j.pictures.format.Upright;
import org.derain4j.pictures.webp.WebpCodec;
import org.derain4j.pictures.webp.WebpMaker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files with a few bytes changed, cut out or put in: whatever they are now, no exception but the promised ones comes of it. */
class PngWebpMutationTest {

    private static final int TIMES = Integer.getInteger("derain4j.mutations", 150);
    /** Larger ones are refused by who calls the codecs, before they are decoded. */
    private static final long PIXELS = 1_000_000;

    private static byte[] png(int colour, int depth, boolean interlaced) {
        PngMaker maker = new PngMaker(19, 13, depth, colour, interlaced).chunk("gAMA", 0, 0, 0xB1, 0x8F);
        if (colour == 3) {
            maker.chunk("PLTE", new byte[3 << depth]).chunk("tRNS", 3);
        }
        return maker.chunk("pHYs", 0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x24, 1)
                .chunk("eXIf", 'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0)
                .chunk("tEXt", PngMaker.joined(PngMaker.latin("Raw profile type iptc\0"),
                        RawProfile.text("iptc", new byte[]{0x1C, 2, 5, 0, 1, 'A'})))
                .text("zTXt", "Comment\0\0", PngMaker.deflated(new byte[30]))
                .text("iTXt", "XML:com.adobe.xmp\0\1\0\0\0", PngMaker.deflated(PngMaker.latin("<x/>")))
                .pixels((x, y, c) -> x * y + c).end();
    }

    static Stream<Arguments> files() throws IOException {
        byte[] pixels = WebpMaker.content(WebpMaker.fixture("lossless.webp"), "VP8L");
        byte[] animated = WebpMaker.extended(0x12, 50, 60).chunk("ANMF", WebpMaker.frame(6, 30, 40, 24, pixels))
                .chunk("EXIF", "Exif\0\0II*\0\0\0\0\0").chunk("XMP ", "<x/>").end();
        return Stream.concat(
                Stream.of(png(0, 1, false), png(2, 8, true), png(3, 4, false), png(6, 16, true), png(4, 8, false))
                        .map(file -> Arguments.of(new PngCodec(), file)),
                Stream.of(WebpMaker.fixture("lossy-alpha.webp"), WebpMaker.fixture("lossless.webp"),
                        WebpMaker.fixture("lossy.webp"), animated).map(file -> Arguments.of(new WebpCodec(), file)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void nothingUnexpectedComesOfThem(Codec codec, byte[] file) throws IOException {
        Random random = new Random(7);
        int taken = 0;
        for (int i = 0; i < TIMES; i++) {
            byte[] mutant = mutant(file, random);
            boolean lenient = random.nextBoolean();
            List<String> notes = new ArrayList<>();
            try {
                Parts parts = Codecs.read(codec, mutant, lenient);
                if ((long) parts.width() * parts.height() <= PIXELS) {
                    var picture = parts.pixels().decode(new Upright(1), notes::add);
                    assertTrue(picture.getWidth() == parts.width() && picture.getHeight() == parts.height());
                    taken++;
                }
                codec.losses(parts.metadata(), true);
                new WebpCodec().losses(parts.metadata(), false);
            } catch (DamagedException | UnsupportedException e) {
                assertTrue(!e.getMessage().isBlank());
            }
        }
        assertTrue(taken > 0, "none of them was read");
    }

    private static byte[] mutant(byte[] file, Random random) {
        byte[] mutant = file.clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(Math.max(1, mutant.length));
            mutant = switch (random.nextInt(6)) {
                case 0 -> Arrays.copyOf(mutant, Math.max(1, at));
                case 1 -> PngMaker.joined(Arrays.copyOf(mutant, at), new byte[random.nextInt(9)],
                        Arrays.copyOfRange(mutant, at, mutant.length));
                case 2 -> PngMaker.joined(Arrays.copyOf(mutant, at),
                        Arrays.copyOfRange(mutant, Math.min(mutant.length - 1, at + random.nextInt(20)),
                                mutant.length));
                default -> {
                    mutant[at] = (byte) (random.nextBoolean()
                            ? random.nextInt(256)
                            : mutant[at] ^ 1 << random.nextInt(8));
                    yield mutant;
                }
            };
        }
        return mutant;
    }
}
