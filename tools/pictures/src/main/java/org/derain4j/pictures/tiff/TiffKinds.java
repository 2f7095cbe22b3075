package org.derain4j.pictures.tiff;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.UnsupportedException;
import org.derain4j.pictures.metadata.Ifd;
import org.derain4j.pictures.metadata.IfdEntry;
import org.derain4j.pictures.metadata.TiffStructure;

/** Which kinds of TIFF are not read, and what to do about each. */
final class TiffKinds {

    static final int NONE = 1;
    static final int LZW = 5;
    static final int OLD_JPEG = 6;
    static final int JPEG = 7;
    static final int DEFLATE = 8;
    static final int PACK_BITS = 32773;
    static final int OLD_DEFLATE = 32946;

    static final String RESAVE = "save it with 8 or 16 bits a sample, for example with convert IN -depth 16 OUT.tiff";

    private static final String DEVELOP = "develop it first, for example with darktable-cli IN OUT.tiff";
    private static final String RECODE = "recode it, for example with tiffcp -c lzw IN OUT.tiff";
    private static final String EXPORT = "export it as a plain TIFF from the program that made it";

    private static final int COLOUR_FILTER = 32803;
    private static final int LINEAR_RAW = 34892;
    private static final int MOST_DIRECTORIES = 16;

    private static final List<Integer> READ = List.of(NONE, 2, 3, 4, LZW, OLD_JPEG, JPEG, DEFLATE, PACK_BITS,
            OLD_DEFLATE);

    private record Other(String name, String remedy) {}

    private static final Map<Integer, Other> OTHERS = Map.ofEntries(Map.entry(50000, new Other("Zstandard", RECODE)),
            Map.entry(34925, new Other("LZMA", RECODE)), Map.entry(50001, new Other("WebP", RECODE)),
            Map.entry(34887, new Other("LERC", RECODE)), Map.entry(34661, new Other("JBIG", RECODE)),
            Map.entry(32766, new Other("NeXT's run lengths", RECODE)),
            Map.entry(32771, new Other("CCITT's run lengths in words", RECODE)),
            Map.entry(32809, new Other("ThunderScan", RECODE)), Map.entry(9, new Other("JBIG", EXPORT)),
            Map.entry(10, new Other("JBIG", EXPORT)), Map.entry(33003, new Other("JPEG 2000", EXPORT)),
            Map.entry(33004, new Other("JPEG 2000", EXPORT)), Map.entry(33005, new Other("JPEG 2000", EXPORT)),
            Map.entry(34676, new Other("SGI's LogLuv", EXPORT)), Map.entry(34677, new Other("SGI's LogLuv", EXPORT)),
            Map.entry(34712, new Other("JPEG 2000", EXPORT)), Map.entry(34892, new Other("lossy DNG", DEVELOP)),
            Map.entry(50002, new Other("JPEG XL", EXPORT)), Map.entry(52546, new Other("JPEG XL", EXPORT)));

    private static final Map<Integer, String> COLOURS = Map.of(4, "a mask, not a picture", 10, "ITU Lab", 32844, "LogL",
            32845, "LogLuv", 51177, "a depth map");

    private TiffKinds() {}

    /** Raw pictures are TIFFs whose sensor data lie in the first directory or in one below it; cameras put a small preview before them. */
    static void requireNotRaw(TiffStructure tiff, Ifd ifd, boolean canon) throws IOException {
        boolean raw = canon || ifd.entry(TiffTags.DNG_VERSION).isPresent() || isSensor(tiff, ifd);
        IfdEntry below = ifd.entry(TiffTags.SUB_IFDS).orElse(null);
        if (!raw && below != null && tiff.holds(below)) {
            try {
                for (long at : tiff.numbers(below, MOST_DIRECTORIES)) {
                    raw |= isSensor(tiff, tiff.ifd(at));
                }
            } catch (IOException e) {
                // What cannot be read is no sensor's data.
            }
        }
        if (raw) {
            throw new UnsupportedException("it is a raw picture", DEVELOP);
        }
    }

    private static boolean isSensor(TiffStructure tiff, Ifd ifd) {
        try {
            long photometric = tiff.number(ifd, TiffTags.PHOTOMETRIC, -1);
            return photometric == COLOUR_FILTER || photometric == LINEAR_RAW;
        } catch (IOException e) {
            return false;
        }
    }

    static void requireRead(TiffStructure tiff, Ifd ifd, int bits, int photometric, int samples) throws IOException {
        int compression = (int) tiff.number(ifd, TiffTags.COMPRESSION, NONE);
        if (!READ.contains(compression)) {
            Other other = OTHERS.getOrDefault(compression, new Other("method " + compression, EXPORT));
            throw new UnsupportedException("its pixels are compressed by " + other.name, other.remedy);
        }
        switch (photometric) {
            case TiffLayout.WHITE_IS_ZERO, TiffLayout.BLACK_IS_ZERO, TiffLayout.RGB, TiffLayout.PALETTE,
                    TiffLayout.SEPARATED, TiffLayout.YCBCR, TiffLayout.CIE_LAB, TiffLayout.ICC_LAB ->
                {
                }
            default -> throw new UnsupportedException(
                    "its colours are " + COLOURS.getOrDefault(photometric, "of kind " + photometric),
                    "save it as RGB");
        }
        int format = (int) tiff.number(ifd, TiffTags.SAMPLE_FORMAT, 1);
        switch (format) {
            case 2 -> throw new UnsupportedException("its samples have a sign", RESAVE);
            case 3 -> throw new UnsupportedException("its samples are fractions (floating point)", RESAVE);
            case 5, 6 -> throw new UnsupportedException("its samples are complex numbers", EXPORT);
            default -> {
            }
        }
        if (bits == 0) {
            throw DamagedException.broken("its samples have no bits", null);
        }
        boolean bytes = photometric == TiffLayout.YCBCR || photometric == TiffLayout.CIE_LAB
                || photometric == TiffLayout.ICC_LAB || photometric == TiffLayout.SEPARATED;
        if (bits > Short.SIZE || bytes && bits != Byte.SIZE && bits != Short.SIZE) {
            throw new UnsupportedException("its samples have " + bits + " bits", RESAVE);
        }
        requireDecoded(tiff, ifd, compression, photometric, bits, samples);
        if (photometric == TiffLayout.SEPARATED && tiff.number(ifd, 332, 1) != 1) {
            throw new UnsupportedException("its inks are not cyan, magenta, yellow and black", EXPORT);
        }
    }

    /** What the plugins make a wrong picture of, or none. */
    private static void requireDecoded(TiffStructure tiff, Ifd ifd, int compression, int photometric, int bits,
            int samples) throws IOException {
        boolean jpeg = compression == OLD_JPEG || compression == JPEG;
        boolean fax = compression > NONE && compression < LZW;
        if (fax && (bits != 1 || photometric > TiffLayout.BLACK_IS_ZERO)) {
            throw DamagedException.broken("it is said to be a fax, with samples of " + bits + " bits", null);
        }
        boolean planar = samples > 1 && tiff.number(ifd, TiffTags.PLANAR, 1) == 2;
        boolean ycbcr = photometric == TiffLayout.YCBCR;
        boolean odd = photometric == TiffLayout.WHITE_IS_ZERO || photometric == TiffLayout.PALETTE
                || photometric == TiffLayout.CIE_LAB || photometric == TiffLayout.ICC_LAB;
        boolean extra = photometric == TiffLayout.SEPARATED ? samples > 4 : samples > 3 || samples == 2;
        if (jpeg && (bits != Byte.SIZE || planar || odd || extra) || ycbcr && (bits != Byte.SIZE || extra)
                || fax && samples > 1) {
            throw new UnsupportedException("its pixels are of a kind that is rare",
                    "recode it, for example with tiffcp -p contig -c lzw IN OUT.tiff");
        }
    }
}
