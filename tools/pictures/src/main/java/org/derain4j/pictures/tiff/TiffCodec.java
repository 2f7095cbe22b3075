package org.derain4j.pictures.tiff;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.UnsupportedException;
import org.derain4j.pictures.metadata.Ifd;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.RandomBytes;
import org.derain4j.pictures.metadata.TiffStructure;

/**
 * TIFF and BigTIFF. Of several pages the first is read. Grey, RGB and palettes of 1 to 16 bits keep their values; inks and Lab become
 * sRGB. Written without loss: uncompressed or by Deflate if it came so, else 8 bits by LZW,
 * which all programs read, and 16 by Deflate.
 */
public final class TiffCodec implements Codec {

    private static final int MOST_PAGES = 1000;

    /** A codec. */
    public TiffCodec() {}

    @Override
    public Parts read(ImageInputStream in, boolean lenient) throws IOException {
        try {
            return parts(in, lenient);
        } catch (DamagedException | UnsupportedException e) {
            throw e;
        } catch (IOException e) {
            throw DamagedException.broken(Objects.requireNonNullElse(e.getMessage(), "it ends too early"), e);
        }
    }

    private static Parts parts(ImageInputStream in, boolean lenient) throws IOException {
        RandomBytes bytes = bytes(in);
        TiffStructure tiff = TiffStructure.of(bytes);
        Ifd ifd = tiff.ifd(tiff.first());
        TiffKinds.requireNotRaw(tiff, ifd, isCanonRaw(bytes));
        TiffLayout layout = TiffLayout.of(tiff, ifd);
        List<String> notes = new ArrayList<>();
        int pages = tiff.chain(MOST_PAGES).size();
        if (pages > 1) {
            notes.add("only the first of its %s%d pages is kept.".formatted(pages == MOST_PAGES ? "at least " : "",
                    pages));
        }
        if (ifd.entry(TiffTags.SUB_IFDS).isPresent()) {
            notes.add("the previews beside the picture are not kept.");
        }
        TiffDecoder decoder = new TiffDecoder(in, tiff, ifd, layout, lenient);
        Metadata metadata = decoder.completed(TiffMetadata.of(tiff, ifd, decoder.profileColours(), notes::add));
        return new Parts(layout.width(), layout.height(), layout.bits(), decoder.demand(), metadata,
                new Coding.Tiff(layout.compression(), tiff.isBig()), notes, decoder::decode);
    }

    private static boolean isCanonRaw(RandomBytes bytes) throws IOException {
        byte[] mark = new byte[2];
        if (bytes.length() < 10) {
            return false;
        }
        bytes.read(8, mark);
        return mark[0] == 'C' && mark[1] == 'R';
    }

    private static RandomBytes bytes(ImageInputStream in) {
        return new RandomBytes() {

            @Override
            public long length() throws IOException {
                return in.length();
            }

            @Override
            public void read(long at, byte[] into) throws IOException {
                in.seek(at);
                in.readFully(into);
            }
        };
    }

    @Override
    public List<String> losses(Metadata metadata, boolean same) {
        return TiffFields.losses(metadata, same);
    }

    @Override
    public void write(BufferedImage picture, Storing store, Path file) throws IOException {
        TiffWriter.write(picture, store, file);
    }
}
