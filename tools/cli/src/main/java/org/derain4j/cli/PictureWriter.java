package org.derain4j.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.derain4j.weights.FileReplacement;

/** Writes pictures of the kinds of {@link StandardPixels}, all or nothing. */
final class PictureWriter {
    private static final float JPEG_QUALITY = 0.95f;

    private PictureWriter() {}

    /** Writes to a file whose extension names a writable format; an existing file is replaced. */
    static void write(BufferedImage picture, Path target) {
        PictureFormat format = PictureFormat.named(target).filter(PictureFormat::writable).orElseThrow();
        BufferedImage storable = withoutIdleAlpha(picture, format, target);
        try (FileReplacement file = FileReplacement.of(target)) {
            encode(storable, format, file.path());
            file.commit();
        } catch (IOException e) {
            throw Failure.input("%s: cannot be written (%s); choose another place with -o."
                    .formatted(target, Failure.reason(e)));
        }
    }

    private static void encode(BufferedImage picture, PictureFormat format, Path file) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWriters(new ImageTypeSpecifier(picture), format.name());
        if (!writers.hasNext()) {
            throw new IOException("no " + format + " encoder for this kind of picture");
        }
        ImageWriter writer = writers.next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), parameters(writer, format));
        } finally {
            writer.dispose();
        }
    }

    private static ImageWriteParam parameters(ImageWriter writer, PictureFormat format) {
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        switch (format) {
            case JPEG -> {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(JPEG_QUALITY);
            }
            case TIFF -> {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionType("LZW");
            }
            case PNG, BMP, WEBP -> {
            }
        }
        return parameters;
    }

    /** JPEG and our BMP have no alpha: one that hides nothing is left out, any other would be lost. */
    private static BufferedImage withoutIdleAlpha(BufferedImage picture, PictureFormat format, Path target) {
        if (!picture.getColorModel().hasAlpha() || format == PictureFormat.PNG || format == PictureFormat.TIFF) {
            return picture;
        }
        int[] alpha = picture.getAlphaRaster().getSamples(0, 0, picture.getWidth(), picture.getHeight(), 0,
                (int[]) null);
        for (int a : alpha) {
            if (a != 255) {
                throw Failure.input(
                        target + ": " + format + " cannot keep the transparency; choose a .png or .tiff with -o.");
            }
        }
        return StandardPixels.opaque(picture);
    }
}
