package org.derain4j.examples;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;

/**
 * Weights from wherever they are kept, such as an object store: their bytes are all that is needed, and their SHA-256 so that they
 * are the right ones. {@code WeightsFromElsewhere https://models.example/street.safetensors SHA256 street.png street.clean.png}
 */
final class WeightsFromElsewhere {

    private WeightsFromElsewhere() {}

    // @start region="model" :
    static Model fetch(URI where, String sha256) throws IOException, NoSuchAlgorithmException {
        byte[] safetensors;
        try (InputStream in = where.toURL().openStream()) {
            safetensors = in.readAllBytes();
        }
        byte[] actual = MessageDigest.getInstance("SHA-256").digest(safetensors);
        if (!HexFormat.of().formatHex(actual).equals(sha256)) {
            throw new IOException(where + ": other weights than those that were asked for");
        }
        return Model.of(where.toString(), safetensors);
    }
    // @end

    public static void main(String... args) throws IOException, NoSuchAlgorithmException {
        Model model = fetch(URI.create(args[0]), args[1]);
        try (Derainer derainer = Derainer.builder().model(model).build()) {
            ImageIO.write(derainer.derain(ImageIO.read(new File(args[2]))), "png", new File(args[3]));
        }
    }
}
