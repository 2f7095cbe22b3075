package org.derain4j.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.derain4j.weights.FileReplacement;

/** Writes pictures of the kinds of {@link org.derain4j.engine.StandardPixels}, all or nothing. May be used by several threads. */
public final class PictureWriter {

    /** JPEG's quality unless another one is asked for: what it loses is not seen. */
    public static final int QUALITY = 95;

    private final int quality;

    /** A writer of {@link #QUALITY}. */
    public PictureWriter() {
        this(QUALITY);
    }

    /**
     * A writer of another quality.
     *
     * @param quality of JPEG, 1 to 100
     */
    public PictureWriter(int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("a quality of " + quality + "; give 1 to 100");
        }
        this.quality = quality;
    }

    /**
     * Writes a picture; a file that is there already is replaced, in one step.
     *
     * @param picture of a kind of {@link org.derain4j.engine.StandardPixels}
     * @param file    its extension names a writable format
     * @throws PictureFileException if it cannot be written, or the format cannot keep all of the picture
     */
    public void write(BufferedImage picture, Path file) throws PictureFileException {
        PictureFormat format = PictureFormat.named(file).filter(PictureFormat::writable)
                .orElseThrow(() -> new PictureFileException(file,
                        "the extension says the format, give one of " + PictureFormat.WRITTEN + "."));
        BufferedImage storable = withoutIdleAlpha(picture, format, file);
        try (FileReplacement target = FileReplacement.of(file)) {
            encode(storable, format, target.path());
            target.commit();
        } catch (IOException e) {
            throw new PictureFileException(file,
                    "cannot be written (" + PictureFileException.reason(e) + "); choose another place.", e);
        }
    }

    private void encode(BufferedImage picture, PictureFormat format, Path file) throws IOException {
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

    private ImageWriteParam parameters(ImageWriter writer, PictureFormat format) {
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        switch (format) {
            case JPEG -> {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(quality / 100f);
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

    /** Alpha that hides nothing is left out where the format has none, any other would be lost. */
    private static BufferedImage withoutIdleAlpha(BufferedImage picture, PictureFormat format, Path file)
            throws PictureFileException {
        if (!picture.getColorModel().hasAlpha() || format.keepsAlpha()) {
            return picture;
        }
        int[] alpha = picture.getAlphaRaster().getSamples(0, 0, picture.getWidth(), picture.getHeight(), 0,
                (int[]) null);
        for (int a : alpha) {
            if (a != 255) {
                throw new PictureFileException(file, format + " cannot keep the transparency; choose a .png or .tiff.");
            }
        }
        return opaque(picture);
    }

    private static BufferedImage opaque(BufferedImage picture) {
        Raster all = picture.getRaster();
        int[] colours = IntStream.range(0, all.getNumBands() - 1).toArray();
        BufferedImage opaque = new BufferedImage(all.getWidth(), all.getHeight(),
                colours.length == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        opaque.setData(all.createChild(0, 0, all.getWidth(), all.getHeight(), 0, 0, colours));
        return opaque;
    }
}
