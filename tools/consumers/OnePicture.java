package consumer;

import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;

/** One picture by the library: {@code OnePicture MODEL BACKEND rainy.png clean.png}. */
public class OnePicture {

    public static void main(String[] args) throws IOException {
        try (Derainer derainer = Derainer.builder().model(Model.open(args[0])).backend(args[1]).build()) {
            System.out.println(derainer.describe());
            ImageIO.write(derainer.derain(ImageIO.read(new File(args[2]))), "png", new File(args[3]));
        }
    }
}
