import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Tells pictures apart by their pixels, however they are packed: prints a number and the name of each. */
class Pixels {

    public static void main(String[] files) throws IOException {
        for (String file : files) {
            BufferedImage picture = ImageIO.read(new File(file));
            int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
            System.out.printf("%dx%d:%08x %s%n", picture.getWidth(), picture.getHeight(), Arrays.hashCode(pixels), file);
        }
    }
}
