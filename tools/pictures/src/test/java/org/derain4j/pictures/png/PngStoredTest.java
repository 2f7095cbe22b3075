package org.derain4j.pictures.png;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.derain4j.pictures.PictureFileException;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.format.PngMaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Samples as a PNG stores them, whatever they stand for. */
class PngStoredTest {

    @TempDir
    private Path folder;

    private static int sample(int x, int y, int channel) {
        return x * 7919 + y * 104729 + channel * 31 + x * y;
    }

    @ParameterizedTest
    @MethodSource("org.derain4j.pictures.png.PngPixelsTest#kinds")
    void ofEveryKind(int colour, int depth, boolean interlaced) throws IOException {
        PngMaker png = new PngMaker(19, 13, depth, colour, interlaced);
        if (colour == PngHeader.PALETTE) {
            // each entry another colour than the grey of its number, and half transparent
            byte[] palette = new byte[3 << depth];
            for (int i = 0; i < palette.length; i++) {
                palette[i] = (byte) (i * 37 + 5);
            }
            png.chunk("PLTE", palette).chunk("tRNS", 128, 0);
        } else if (colour == PngHeader.GREY) {
            png.chunk("tRNS", 0, 1);
        }
        Path file = Files.write(folder.resolve("a.png"), png.pixels(PngStoredTest::sample).end());

        Raster raster = new PictureReader().readStored(file).picture().getRaster();

        int channels = new int[]{1, 0, 3, 1, 2, 0, 4}[colour];
        assertEquals(channels, raster.getNumBands());
        for (int y = 0; y < 13; y++) {
            for (int x = 0; x < 19; x++) {
                for (int c = 0; c < channels; c++) {
                    assertEquals(sample(x, y, c) & (1 << depth) - 1, raster.getSample(x, y, c));
                }
            }
        }
    }

    @Test
    void anotherFormatIsRefused() throws IOException {
        Path file = folder.resolve("a.png");
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "jpg", file.toFile());

        assertEquals(file + ": unsupported JPEG: its samples are not kept as they are; give a PNG.",
                assertThrows(PictureFileException.class, () -> new PictureReader().readStored(file)).getMessage());
    }

    @Test
    void aDamagedOneIsRefused() throws IOException {
        byte[] whole = new PngMaker(19, 13, 8, PngHeader.GREY, false).pixels(PngStoredTest::sample).end();
        Path file = Files.write(folder.resolve("a.png"), Arrays.copyOf(whole, whole.length / 2));

        String sentence = assertThrows(PictureFileException.class, () -> new PictureReader().readStored(file))
                .getMessage();
        assertTrue(sentence.startsWith(file + ": the PNG is damaged"), sentence);
    }
}
