package org.derain4j.examples;

import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;

/** One picture: {@code OnePicture street.png street.clean.png}. */
final class OnePicture {

    private OnePicture() {}

    public static void main(String... files) throws IOException {
        // @start region="one" :
        try (Derainer derainer = Derainer.builder().build()) { // embedded model, best backend, all cores
            var rainy = ImageIO.read(new File(files[0]));
            var clean = derainer.derain(rainy); // thread-safe
            ImageIO.write(clean, "png", new File(files[1]));
        }
        // @end
    }
}
