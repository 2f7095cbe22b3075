package org.derain4j.web.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.PictureReader;
import org.derain4j.web.page.EncodedImage;
import org.derain4j.web.page.RainImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page gets to see of a picture. */
@Timeout(60)
class PreviewsTest {

    @TempDir
    Path folder;

    private static Job.Result shown(Desk desk, byte[] file, double strength) throws Exception {
        return Desk.done(desk.queue.submit(new Order(desk.upload(file), "a.png", Optional.empty(), strength,
                Optional.of(PictureFormat.PNG), true)));
    }

    private static void requireSame(EncodedImage expected, Job.Preview preview) throws Exception {
        assertArrayEquals(expected.bytes(), Files.readAllBytes(preview.file()));
        assertEquals(expected.mediaType(), preview.mediaType());
        assertEquals(expected.width(), preview.width());
        assertEquals(expected.height(), preview.height());
    }

    /** The pictures themselves, and what is between them: at half the strength half of the rain. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5, 0, 1.5})
    void beforeAfterAndWhatWasTakenOut(double strength) throws Exception {
        try (Desk desk = new Desk(folder)) {
            Job.Result result = shown(desk, Desk.png(1), strength);
            Map<String, Job.Preview> previews = result.previews();
            assertEquals(List.of("before", "after", "rain"), List.copyOf(previews.keySet()));
            PictureFile before = new PictureReader().read(Files.write(folder.resolve("in.png"), Desk.png(1)));
            PictureFile after = new PictureReader().read(result.file());
            int side = Stages.PREVIEW_SIDE;
            long bytes = Stages.PREVIEW_BYTES;
            requireSame(EncodedImage.of(before.picture(), before, side, bytes), previews.get("before"));
            requireSame(EncodedImage.of(after.picture(), before, side, bytes), previews.get("after"));
            requireSame(EncodedImage.ofRain(RainImage.of(before.picture(), after.picture()), side, bytes),
                    previews.get("rain"));
            if (strength == 0) {
                BufferedImage rain = ImageIO.read(previews.get("rain").file().toFile());
                for (int sample : rain.getRaster().getPixels(0, 0, Desk.WIDTH, Desk.HEIGHT, (int[]) null)) {
                    assertEquals(128, sample);
                }
            }
        }
    }

    /** Previews cost no bytes of the result, and go with it. */
    @Test
    void theFileIsTheSameAsWithoutThem() throws Exception {
        try (Desk desk = new Desk(folder)) {
            Job plain = desk.send(Desk.png(1), "a.png");
            byte[] expected = Files.readAllBytes(Desk.done(plain).file());
            Job shown = desk.queue.submit(new Order(desk.upload(Desk.png(1)), "a.png", Optional.empty(), 1,
                    Optional.empty(), true));
            assertArrayEquals(expected, Files.readAllBytes(Desk.done(shown).file()));
            desk.queue.remove(plain);
            desk.queue.remove(shown);
            assertEquals(List.of(), desk.files());
        }
    }

    @Test
    void greyAndTransparentOnesAndOnesOfSixteenBits() throws Exception {
        try (Desk desk = new Desk(folder)) {
            for (int type : new int[]{BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_USHORT_GRAY}) {
                BufferedImage picture = new BufferedImage(Desk.WIDTH, Desk.HEIGHT, type);
                picture.getGraphics().drawImage(Desk.picture(Desk.WIDTH, Desk.HEIGHT, 1), 0, 0, 40, Desk.HEIGHT, null);
                Map<String, Job.Preview> previews = shown(desk, Desk.encoded(picture, "png"), 1).previews();
                for (Job.Preview preview : previews.values()) {
                    BufferedImage image = ImageIO.read(preview.file().toFile());
                    assertEquals(preview.width(), image.getWidth());
                    assertEquals(preview.height(), image.getHeight());
                }
                assertEquals(type == BufferedImage.TYPE_4BYTE_ABGR ? "image/png" : "image/jpeg",
                        previews.get("after").mediaType());
                assertEquals("image/jpeg", previews.get("rain").mediaType());
            }
        }
    }
}
