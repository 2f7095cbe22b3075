package org.derain4j.pictures.jpeg;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.plugins.jpeg.JPEGQTable;
import javax.imageio.stream.ImageOutputStream;
import org.derain4j.pictures.format.Coding;
import org.w3c.dom.NodeList;

/**
 * Encodes with the JDK's writer, which is libjpeg: brightness and colour (YCbCr) or grey, with Huffman tables made for the picture.
 *
 * @param horizontal  sampling factors of brightness and of both colours, or of grey
 * @param vertical    the same from top to bottom
 * @param luma        quantization table of brightness
 * @param chroma      quantization table of both colours
 * @param progressive whether in scans that are refined
 */
record JpegEncoder(int[] horizontal, int[] vertical, int[] luma, int[] chroma, boolean progressive) {

    /** The quality that a picture gets unless another one is asked for: what it loses is not seen. */
    static final int QUALITY = 95;

    /** From this quality on colours are kept at full size, unless the picture came otherwise; ImageMagick draws the same line. */
    private static final int FULL_COLOURS_FROM = 90;

    /** The most blocks that the standard allows a unit of interleaved components. */
    private static final int MOST_BLOCKS = 10;

    private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

    /**
     * Chooses.
     *
     * @param coding  how the picture came
     * @param quality what was asked for; with 0 no table is coarser than those of {@link #QUALITY} or those that it came with
     * @param bands   of the picture, 1 or 3
     * @return the encoder
     */
    static JpegEncoder of(Coding coding, int quality, int bands) {
        int[] luma = JpegTables.luma(quality == 0 ? QUALITY : quality);
        int[] chroma = JpegTables.chroma(quality == 0 ? QUALITY : quality);
        if (!(coding instanceof Coding.Jpeg jpeg)) {
            boolean full = bands == 1 || quality == 0 || quality >= FULL_COLOURS_FROM;
            int[] factors = factors(full ? 1 : 2, bands);
            return new JpegEncoder(factors, factors, luma, chroma, false);
        }
        if (quality == 0) {
            luma = JpegTables.finer(luma, jpeg.tables()[0]);
            for (int i = 1; i < jpeg.tables().length; i++) {
                chroma = JpegTables.finer(chroma, jpeg.tables()[i]);
            }
        }
        boolean alike = bands > 1 && jpeg.horizontal().length >= bands && possible(jpeg.horizontal(), jpeg.vertical());
        return new JpegEncoder(alike ? first(jpeg.horizontal(), bands) : factors(1, bands),
                alike ? first(jpeg.vertical(), bands) : factors(1, bands), luma, chroma, jpeg.progressive());
    }

    private static int[] factors(int first, int bands) {
        return IntStream.range(0, bands).map(i -> i == 0 ? first : 1).toArray();
    }

    private static int[] first(int[] factors, int bands) {
        return IntStream.of(factors).limit(bands).toArray();
    }

    /** Whether the encoder can do it: few enough blocks in a unit, and only whole steps. */
    private static boolean possible(int[] horizontal, int[] vertical) {
        int blocks = IntStream.range(0, 3).map(i -> horizontal[i] * vertical[i]).sum();
        return blocks <= MOST_BLOCKS && divides(horizontal) && divides(vertical);
    }

    private static boolean divides(int[] factors) {
        int most = IntStream.of(factors).limit(3).max().orElseThrow();
        return IntStream.of(factors).limit(3).allMatch(f -> most % f == 0);
    }

    /**
     * Encodes.
     *
     * @param picture grey or RGB with 8 bits
     * @param to      takes a whole JPEG; it stays open
     * @throws IOException if the encoder fails
     */
    void encode(BufferedImage picture, OutputStream to) throws IOException {
        BufferedImage plain = plain(picture);
        ImageWriter writer = writer();
        try (ImageOutputStream out = new ForwardOutputStream(to)) {
            writer.setOutput(out);
            JPEGImageWriteParam parameters = (JPEGImageWriteParam) writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_COPY_FROM_METADATA);
            parameters.setProgressiveMode(
                    progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            parameters.setOptimizeHuffmanTables(true);
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(plain), parameters);
            direct(metadata);
            writer.write(null, new IIOImage(plain, null, metadata), parameters);
        } finally {
            writer.dispose();
        }
    }

    private static ImageWriter writer() throws IOException {
        for (Iterator<ImageWriter> all = ImageIO.getImageWritersByFormatName("JPEG"); all.hasNext();) {
            ImageWriter writer = all.next();
            if (writer.getClass().getName().startsWith("com.sun.imageio.")) {
                return writer;
            }
        }
        throw new IOException("this Java has no JPEG encoder; take a full JDK");
    }

    /** The same samples under a colour model of Java's own, so that the writer converts nothing. */
    private static BufferedImage plain(BufferedImage picture) {
        WritableRaster samples = picture.getRaster();
        BufferedImage model = new BufferedImage(1, 1,
                samples.getNumBands() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        return new BufferedImage(model.getColorModel(), samples, false, null);
    }

    /** Puts sampling factors and tables into what the writer goes by. */
    private void direct(IIOMetadata metadata) throws IOException {
        IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        NodeList components = tree.getElementsByTagName("componentSpec");
        for (int i = 0; i < components.getLength(); i++) {
            IIOMetadataNode component = (IIOMetadataNode) components.item(i);
            component.setAttribute("HsamplingFactor", Integer.toString(horizontal[i]));
            component.setAttribute("VsamplingFactor", Integer.toString(vertical[i]));
            component.setAttribute("QtableSelector", i == 0 ? "0" : "1");
        }
        List<IIOMetadataNode> tables = new ArrayList<>();
        NodeList found = tree.getElementsByTagName("dqtable");
        for (int i = 0; i < found.getLength(); i++) {
            tables.add((IIOMetadataNode) found.item(i));
        }
        for (IIOMetadataNode table : tables) {
            boolean first = table.getAttribute("qtableId").equals("0");
            table.setUserObject(new JPEGQTable(first ? luma : chroma));
        }
        metadata.setFromTree(FORMAT, tree);
    }
}
