package org.derain4j.conformance;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.derain4j.engine.Pixels;
import org.derain4j.engine.Rounding;
import org.derain4j.engine.Tap;
import org.derain4j.weights.DType;
import org.derain4j.weights.SafetensorsWriter;

/**
 * A network of two maps, "half" (the picture halved) and "imitation" (the picture darkened a little), the reference
 * files that describe it exactly, and a subject that gives the same values, which a test then spoils.
 */
final class WrittenReference implements Subject {

    static final int HEIGHT = 4;
    static final int WIDTH = 8;
    final float[] imitation;
    final Map<String, Tap> taps = new LinkedHashMap<>();

    WrittenReference(Path directory, String name) throws IOException {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                picture.setRGB(x, y, 0xff000000 | (30 * y + x) << 16 | (100 + 5 * x) << 8 | (250 - 9 * y));
            }
        }
        float[] input = Pixels.network(picture);
        imitation = scaled(input, 1, -0.03f);
        taps.put("half", tap("half", scaled(input, 0.5f, 0)));
        taps.put("imitation", tap("imitation", imitation));
        ReferenceCase files = ReferenceCase.named(name, directory, true);
        ImageIO.write(picture, "png", files.input().toFile());
        ImageIO.write(official(imitation), "png", files.output().toFile());
        write(files.imitation(), "imitation");
        write(files.taps().orElseThrow(), "imitation", "half");
    }

    private void write(Path file, String... names) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of());
        for (String name : names) {
            writer.add(name, DType.F32, List.of(1, HEIGHT, WIDTH, 3), taps.get(name).values());
        }
        writer.write(file);
    }

    private static Tap tap(String name, float[] values) {
        return new Tap(name, HEIGHT, WIDTH, 3, values.clone());
    }

    private static float[] scaled(float[] values, float factor, float offset) {
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i] * factor + offset;
        }
        return result;
    }

    private static BufferedImage official(float[] bgr) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int rgb = 0;
            for (int channel = 2; channel >= 0; channel--) {
                rgb = rgb << 8 | Pixels.level(bgr[3 * i + channel], Rounding.OFFICIAL);
            }
            picture.setRGB(i % WIDTH, i / WIDTH, rgb);
        }
        return picture;
    }

    @Override
    public float[] imitation(float[] bgr, int height, int width) {
        return imitation;
    }

    @Override
    public List<String> tapNames() {
        return List.copyOf(taps.keySet());
    }

    @Override
    public Map<String, Tap> taps(float[] bgr, int height, int width, Set<String> names) {
        return names.stream().collect(Collectors.toMap(name -> name, taps::get));
    }
}
