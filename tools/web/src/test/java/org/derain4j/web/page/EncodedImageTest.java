package org.derain4j.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures as browsers take them. */
class EncodedImageTest {

    @TempDir
    private Path folder;

    private EncodedImage encoded(BufferedImage picture, int side, long bytes) throws IOException {
        return EncodedImage.of(picture, TestPictures.read(picture, folder), side, bytes);
    }

    @Test
    void whatIsOpaqueIsAJpegOfTheSameSize() throws IOException {
        for (BufferedImage picture : List.of(TestPictures.plain(70, 40, 0xFF204060),
                new BufferedImage(70, 40, BufferedImage.TYPE_USHORT_GRAY))) {
            EncodedImage image = encoded(picture, 1000, 1 << 20);
            assertEquals("image/jpeg", image.mediaType());
            assertEquals(List.of(70, 40), List.of(image.width(), image.height()));
            BufferedImage decoded = TestPictures.decoded(image.bytes());
            assertEquals(List.of(70, 40), List.of(decoded.getWidth(), decoded.getHeight()));
            assertEquals(picture.getRGB(30, 20) & 255, decoded.getRGB(30, 20) & 255, 2);
        }
    }

    @Test
    void transparencyThatIsUsedMakesAPngWithTheSamePixels() throws IOException {
        BufferedImage picture = TestPictures.noise(50, 30, BufferedImage.TYPE_4BYTE_ABGR, 1);
        EncodedImage image = encoded(picture, 1000, 1 << 20);
        assertEquals("image/png", image.mediaType());
        BufferedImage decoded = TestPictures.decoded(image.bytes());
        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 50; x++) {
                assertEquals(picture.getRGB(x, y), decoded.getRGB(x, y), x + ", " + y);
            }
        }
    }

    @Test
    void sixteenBitsBecomeEight() throws IOException {
        BufferedImage grey = new BufferedImage(64, 64, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSamples(0, 0, 64, 64, 0, IntStream.generate(() -> 200 * 257).limit(4096).toArray());
        BufferedImage decoded = TestPictures.decoded(encoded(grey, 64, 1 << 20).bytes());
        assertEquals(8, decoded.getColorModel().getComponentSize(0));
        assertEquals(200, decoded.getRaster().getSample(10, 10, 0), 1);
    }

    @Test
    void theLongestSideIsKept() throws IOException {
        EncodedImage image = encoded(TestPictures.noise(300, 200, BufferedImage.TYPE_3BYTE_BGR, 2), 150, 1 << 20);
        assertEquals(List.of(150, 100), List.of(image.width(), image.height()));
    }

    @Test
    void aPictureIsReducedUntilItFits() throws IOException {
        for (int type : new int[]{BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR}) {
            BufferedImage picture = TestPictures.noise(600, 400, type, 3);
            for (int most : new int[]{200_000, 60_000, 30_000}) {
                EncodedImage image = encoded(picture, 1000, most);
                assertTrue(image.bytes().length <= most, image.bytes().length + " > " + most);
                assertTrue(image.bytes().length > most / 3, "less than need be: " + image.bytes().length);
                assertEquals(1.5, (double) image.width() / image.height(), 0.03);
            }
        }
    }

    @Test
    void bytesThatAreTooFewForAnyPictureAreRefused() throws IOException {
        BufferedImage picture = TestPictures.noise(600, 400, BufferedImage.TYPE_3BYTE_BGR, 4);
        for (long most : new long[]{-1, 0, 300}) {
            assertThrows(IOException.class, () -> encoded(picture, 1000, most));
        }
    }

    @Test
    void picturesOfOnePageAreAllOfOneSize() throws IOException {
        BufferedImage noise = TestPictures.noise(600, 400, BufferedImage.TYPE_3BYTE_BGR, 5);
        BufferedImage plain = TestPictures.plain(600, 400, 0xFF808080);
        List<EncodedImage> images = EncodedImage.together(List.of(
                new EncodedImage.Original(noise, Optional.empty()),
                new EncodedImage.Original(plain, Optional.empty())), 1000, 60_000).orElseThrow();
        assertEquals(images.get(0).width(), images.get(1).width());
        assertEquals(images.get(0).height(), images.get(1).height());
        assertTrue(images.get(0).width() < 600);
        assertTrue(images.stream().mapToInt(image -> image.bytes().length).sum() <= 60_000);
    }

    @Test
    void theProfileStaysAndNothingElseOfTheFile() throws IOException {
        Path file = TestPictures.tellingJpeg(TestPictures.noise(80, 60, BufferedImage.TYPE_3BYTE_BGR, 6),
                "where I live", folder);
        PictureFile source = new PictureReader().read(file);
        byte[] bytes = EncodedImage.of(source.picture(), source, 1000, 1 << 20).bytes();
        assertTrue(TestPictures.contains(Files.readAllBytes(file), "where I live"));
        assertFalse(TestPictures.contains(bytes, "where I live"));
        assertFalse(TestPictures.contains(bytes, "Exif"));
        assertTrue(TestPictures.contains(bytes, "ICC_PROFILE"));
    }

    @Test
    void noRainStaysMidGreyForHasNoProfile() throws IOException {
        BufferedImage rain = new BufferedImage(64, 48, BufferedImage.TYPE_USHORT_GRAY);
        rain.getRaster().setSamples(0, 0, 64, 48, 0, IntStream.generate(() -> 32768).limit(64 * 48).toArray());
        EncodedImage image = EncodedImage.ofRain(rain, 1000, 1 << 20);
        assertFalse(TestPictures.contains(image.bytes(), "ICC_PROFILE"));
        BufferedImage decoded = TestPictures.decoded(image.bytes());
        assertEquals(RainImage.NO_RAIN, decoded.getRaster().getSample(20, 20, 0));
    }
}
