package org.derain4j.pictures.png;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.metadata.OwnRecord;

/** Writes PNG: the pixels by the JDK's encoder, and all other chunks between the header and what it writes after that. */
final class PngEncoder {

    private PngEncoder() {}

    static void write(BufferedImage picture, Codec.Storing store, Path file) throws IOException {
        List<OwnRecord> chunks = PngRecords.of(store, picture.getRaster().getNumBands(),
                picture.getSampleModel().getSampleSize(0));
        ImageWriter writer = writer(picture);
        try (OutputStream all = new BufferedOutputStream(Files.newOutputStream(file));
                ImageOutputStream out = new MemoryCacheImageOutputStream(new Insertion(all, chunks))) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(store.coding() instanceof Coding.Png png && png.interlaced()
                    ? ImageWriteParam.MODE_DEFAULT
                    : ImageWriteParam.MODE_DISABLED);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }

    /** The JDK's own, whatever an application has added. */
    private static ImageWriter writer(BufferedImage picture) throws IOException {
        Iterable<ImageWriter> writers = () -> ImageIO.getImageWriters(new ImageTypeSpecifier(picture), "png");
        return StreamSupport.stream(writers.spliterator(), false)
                .filter(w -> w.getClass().getModule() == ImageIO.class.getModule()).findFirst()
                .orElseThrow(() -> new IOException("the JDK has no PNG encoder for this kind of picture"));
    }

    /** Lets signature and header through, then adds chunks. */
    private static final class Insertion extends FilterOutputStream {

        private final List<OwnRecord> chunks;
        private int before = PngChunks.SIGNATURE.length + PngChunks.FRAME + PngHeader.LENGTH;

        Insertion(OutputStream out, List<OwnRecord> chunks) {
            super(out);
            this.chunks = chunks;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            int head = Math.min(before, length);
            out.write(from, offset, head);
            before -= head;
            if (before == 0 && head > 0) {
                for (OwnRecord chunk : chunks) {
                    out.write(PngChunk.framed(chunk.name(), chunk.bytes()));
                }
            }
            out.write(from, offset + head, length - head);
        }
    }
}
