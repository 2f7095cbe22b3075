package org.derain4j.rain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RainMakerTest {

    private static final List<BufferedImage> PICTURES = List.of(picture(1, 1, 3, 8), picture(3, 200, 3, 8),
            picture(200, 3, 1, 8),
            picture(97, 61, 4, 8), picture(61, 97, 2, 8), picture(530, 31, 3, 16), picture(40, 30, 1, 16),
            picture(640, 480, 3, 8),
            palette());

    /**
     * The same bits everywhere and for ever: rainy, dry and layer of all pictures. Who changes what rain falls changes these, and
     * says so in the changelog, for others' sets of pictures change with it.
     */
    @ParameterizedTest
    @CsvSource({
        "dry,      false, ecabb9e89b2575a086b8560d8b300a862eff1d6f80fea9cac204d9c8406543f7",
        "light,    false, 6191db556050ddcf05966afbfe10164df012f2dc2a0949fe27600ba53089475c",
        "downpour, false, e7d81cac08405dd2ab4e85f4ff5b419bafc8e340aed434937884eb77a2e1f422",
        "camera,   false, fb4ac738d282662379cb8a6b3f045ebd14e63d3eb48b5cf0de955e60a1876593",
        "night,    false, 471a22f10e60aec9cbe74400e05ad607d729679c33928c7a1ecd79748e11f585",
        "dry,      true,  f78305fee844b3274989b6ddf75cef67f4698cb109ebbb3040702e120d18f800",
        "light,    true,  1ed81f0d469219e3ba6e7eba7927550f9981910c9035291c0a69553566b6e4bb",
        "downpour, true,  44ef373ddda67581c7115c39d18b0a81bb4c9e8df23df3a1c57e3f568a686836",
        "camera,   true,  246d4082033488ca220225c55b95fe21f4b3f883d0b748f55abf1b7a6cc698ef",
        "night,    true,  5b38888b38203bb7ddf2067f589e291f1dcebd61bcc2e5954293bb09e67d7b56",
    })
    void rainIsTheSameOnEveryMachine(String kind, boolean camera, String hash) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        RainMaker maker = new RainMaker(kind, 7).withCamera(camera);
        for (int i = 0; i < PICTURES.size(); i++) {
            RainyScene scene = maker.make(PICTURES.get(i), "picture-" + i + ".png");
            for (BufferedImage one : List.of(scene.rainy(), scene.dry(), scene.layer())) {
                for (int sample : samples(one)) {
                    digest.update((byte) (sample >> 8));
                    digest.update((byte) sample);
                }
            }
        }
        assertEquals(hash, HexFormat.of().formatHex(digest.digest()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void picturesKeepTheirKindAndAlphaAndAreNotChanged(boolean camera) {
        for (BufferedImage picture : PICTURES) {
            int[] before = samples(picture);
            RainyScene scene = new RainMaker("night", 3).withCamera(camera).make(picture, "a");
            assertArrayEquals(before, samples(picture));
            boolean palette = picture.getRaster().getNumBands() == 1
                    && picture.getType() == BufferedImage.TYPE_BYTE_INDEXED;
            for (BufferedImage one : List.of(scene.rainy(), scene.dry())) {
                assertEquals(picture.getWidth(), one.getWidth());
                assertEquals(picture.getHeight(), one.getHeight());
                assertEquals(palette ? 3 : picture.getRaster().getNumBands(), one.getRaster().getNumBands());
                assertEquals(picture.getColorModel().getComponentSize(0), one.getColorModel().getComponentSize(0));
                assertEquals(palette ? ColorSpace.TYPE_RGB : picture.getColorModel().getColorSpace().getType(),
                        one.getColorModel().getColorSpace().getType());
                if (picture.getColorModel().hasAlpha()) {
                    assertArrayEquals(band(picture, picture.getRaster().getNumBands() - 1),
                            band(one, one.getRaster().getNumBands() - 1));
                }
            }
            assertEquals(BufferedImage.TYPE_BYTE_GRAY, scene.layer().getType());
            assertEquals(picture.getWidth(), scene.layer().getWidth());
        }
    }

    @Test
    void neitherOrderNorThreadsChangeTheRain() {
        BufferedImage picture = picture(120, 90, 3, 8);
        for (String kind : RainMaker.kinds()) {
            RainMaker maker = new RainMaker(kind, 11).withCamera(true);
            List<int[]> forth = IntStream.range(0, 6).mapToObj(i -> samples(maker.make(picture, "p" + i).rainy()))
                    .toList();
            List<int[]> atOnce = IntStream.range(0, 6).parallel()
                    .mapToObj(
                            i -> samples(new RainMaker(kind, 11).withCamera(true).make(picture, "p" + (5 - i)).rainy()))
                    .toList();
            for (int i = 0; i < 6; i++) {
                assertArrayEquals(forth.get(i), atOnce.get(5 - i), kind);
            }
        }
    }

    @Test
    void nameSeedAndKindMakeOtherRain() {
        BufferedImage picture = picture(120, 90, 3, 8);
        int[] rain = samples(new RainMaker("light", 1).make(picture, "a").layer());
        assertFalse(Arrays.equals(rain, samples(new RainMaker("light", 1).make(picture, "b").layer())));
        assertFalse(Arrays.equals(rain, samples(new RainMaker("light", 2).make(picture, "a").layer())));
        assertFalse(Arrays.equals(rain, samples(new RainMaker("downpour", 1).make(picture, "a").layer())));
    }

    @Test
    void dryPicturesComeBackAsTheyAre() {
        for (BufferedImage picture : PICTURES.subList(0, 8)) {
            RainyScene scene = new RainMaker("dry", 5).make(picture, "a");
            assertArrayEquals(samples(picture), samples(scene.dry()));
            assertArrayEquals(samples(picture), samples(scene.rainy()));
            assertEquals(0, Arrays.stream(samples(scene.layer())).max().orElseThrow());
        }
    }

    @Test
    void addedRainLeavesTheDryPictureAlone() {
        for (String kind : List.of("light", "downpour")) {
            BufferedImage picture = picture(200, 150, 3, 8);
            RainyScene scene = new RainMaker(kind, 2).make(picture, "a");
            assertArrayEquals(samples(picture), samples(scene.dry()));
            int[] layer = samples(scene.layer()), rainy = samples(scene.rainy()), dry = samples(picture);
            for (int i = 0; i < rainy.length; i++) {
                assertEquals(Math.min(255, dry[i] + layer[i / 3]), rainy[i], "sample " + i);
            }
            assertTrue(Arrays.stream(layer).max().orElseThrow() > 30);
        }
    }

    @Test
    void whereNoRainIsThePictureIsDry() {
        for (String kind : List.of("camera", "night")) {
            RainyScene scene = new RainMaker(kind, 4).make(picture(300, 200, 3, 8), "c");
            int[] layer = samples(scene.layer()), rainy = samples(scene.rainy()), dry = samples(scene.dry());
            int fallen = 0;
            for (int i = 0; i < rainy.length; i++) {
                if (layer[i / 3] == 0) {
                    assertEquals(dry[i], rainy[i], kind + ", sample " + i);
                } else {
                    fallen++;
                }
            }
            assertTrue(fallen > 100, kind);
        }
    }

    @Test
    void unknownKindsAreToldWithThoseThatAre() {
        String sentence = "there is no rain of the kind \"hail\"; the kinds are dry, light, downpour, camera, night";
        assertEquals(sentence,
                assertThrows(IllegalArgumentException.class, () -> new RainMaker("hail", 1)).getMessage());
        assertEquals(sentence,
                assertThrows(IllegalArgumentException.class, () -> RainMaker.about("hail")).getMessage());
        assertEquals("lit drops against the dark", RainMaker.about("night"));
    }

    private static int[] samples(BufferedImage picture) {
        Raster raster = picture.getRaster();
        return raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
    }

    private static int[] band(BufferedImage picture, int band) {
        Raster raster = picture.getRaster();
        return raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), band, (int[]) null);
    }

    /** Grey, grey and alpha, RGB, RGB and alpha, by the number of bands. */
    private static BufferedImage picture(int width, int height, int bands, int bits) {
        ColorSpace space = ColorSpace.getInstance(bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        boolean alpha = bands % 2 == 0;
        int type = bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        ComponentColorModel model = new ComponentColorModel(space, alpha, false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, type);
        WritableRaster raster = Raster.createInterleavedRaster(type, width, height, bands, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < bands; c++) {
                    raster.setSample(x, y, c,
                            (x * 7 + y * 13 + c * 50 + x * y / 9) * (bits == 8 ? 1 : 251) & (1 << bits) - 1);
                }
            }
        }
        return new BufferedImage(model, raster, false, null);
    }

    private static BufferedImage palette() {
        BufferedImage picture = new BufferedImage(50, 20, BufferedImage.TYPE_BYTE_INDEXED);
        for (int i = 0; i < 1000; i++) {
            picture.getRaster().setSample(i % 50, i / 50, 0, i % 200);
        }
        return picture;
    }
}
