package org.derain4j.pictures.tiff;

/** TIFF's tags that mean something here. */
final class TiffTags {

    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int FILL_ORDER = 266;
    static final int DOCUMENT_NAME = 269;
    static final int DESCRIPTION = 270;
    static final int STRIP_OFFSETS = 273;
    static final int ORIENTATION = 274;
    static final int SAMPLES = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_COUNTS = 279;
    static final int X_RESOLUTION = 282;
    static final int Y_RESOLUTION = 283;
    static final int PLANAR = 284;
    static final int T4_OPTIONS = 292;
    static final int T6_OPTIONS = 293;
    static final int RESOLUTION_UNIT = 296;
    static final int SOFTWARE = 305;
    static final int ARTIST = 315;
    static final int PREDICTOR = 317;
    static final int COLOUR_MAP = 320;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_COUNTS = 325;
    static final int SUB_IFDS = 330;
    static final int EXTRA_SAMPLES = 338;
    static final int SAMPLE_FORMAT = 339;
    static final int JPEG_TABLES = 347;
    static final int JPEG_PROC = 512;
    static final int YCBCR_REFERENCE = 532;
    static final int XMP = 700;
    static final int COPYRIGHT = 33432;
    static final int IPTC = 33723;
    static final int PHOTOSHOP = 34377;
    static final int EXIF = 34665;
    static final int MAKER_NOTE = 37500;
    static final int PROFILE = 34675;
    static final int GPS = 34853;
    static final int PHOTOSHOP_LAYERS = 37724;
    static final int DNG_VERSION = 50706;

    private TiffTags() {}
}
