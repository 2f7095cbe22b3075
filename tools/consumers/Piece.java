import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Cuts a small piece out of a picture, so that trials are quick: {@code Piece.java picture.png piece.png}. */
class Piece {

    public static void main(String[] files) throws IOException {
        ImageIO.write(ImageIO.read(new File(files[0])).getSubimage(100, 200, 120, 90), "png", new File(files[1]));
    }
}
