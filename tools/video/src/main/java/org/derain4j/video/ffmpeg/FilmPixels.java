package org.derain4j.video.ffmpeg;

import org.derain4j.video.VideoException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.derain4j.video.FrameFormat;
import org.derain4j.video.FrameFormat.Layout;
import org.derain4j.video.FrameFormat.Matrix;
import org.derain4j.video.FrameFormat.Range;
import org.derain4j.video.FrameFormat.Siting;

/**
 * How the frames of a film are passed between ffmpeg and us.
 *
 * @param format what they are here, upright
 * @param name   the pixel format that ffmpeg gives them in
 * @param note   what the user should know of it
 */
record FilmPixels(FrameFormat format, String name, Optional<String> note) {

    private static final Pattern PLANES = Pattern.compile("yuvj?(420|422|444)p(\\d+)?(le|be)?");
    private static final Pattern GREY = Pattern.compile("gray(\\d+)?(le|be)?");
    private static final Pattern ALPHA = Pattern
            .compile("yuva.*|.*rgba.*|.*bgra.*|argb.*|abgr.*|gbrap.*|ya8|ya16.*|ayuv.*|vuya|pal8");
    private static final Pattern RGB = Pattern.compile("gbrp(\\d+)?(le|be)?|[a-z0]*(rgb|bgr)[a-z0]*(\\d+)?(le|be)?");
    private static final List<String> HALF_BOTH = List.of("nv12", "nv21", "p010le", "p010be");
    private static final List<String> HALF_ACROSS = List.of("yuyv422", "uyvy422", "yvyu422", "nv16", "p210le");

    static FilmPixels of(FilmStream video) throws VideoException {
        String name = video.text("pix_fmt");
        if (ALPHA.matcher(name).matches()) {
            throw new VideoException("has frames with transparency or a palette (%s), which would be lost; "
                    .formatted(name) + "let go of it first: ffmpeg -i IN -pix_fmt yuv444p -c:a copy OUT.mkv");
        }
        Matcher planes = PLANES.matcher(name);
        if (planes.matches()) {
            Layout layout = Layout.valueOf("YUV" + planes.group(1));
            return of(video, layout, bits(planes.group(2)), name.replaceAll("be$", "le"), Optional.empty());
        }
        Matcher grey = GREY.matcher(name);
        if (grey.matches()) {
            return of(video, Layout.MONO, bits(grey.group(1)), name.replaceAll("be$", "le"), Optional.empty());
        }
        if (RGB.matcher(name).matches()) {
            boolean deep = name.matches(".*(48|gbrp\\d+|x2rgb10|x2bgr10).*");
            return of(video, Layout.RGB, deep ? Short.SIZE : Byte.SIZE, deep ? "rgb48le" : "rgb24", Optional.empty());
        }
        if (HALF_BOTH.contains(name)) {
            return name.startsWith("p")
                    ? of(video, Layout.YUV420, 10, "yuv420p10le", Optional.empty())
                    : of(video, Layout.YUV420, Byte.SIZE, "yuv420p", Optional.empty());
        }
        if (HALF_ACROSS.contains(name)) {
            return name.startsWith("p")
                    ? of(video, Layout.YUV422, 10, "yuv422p10le", Optional.empty())
                    : of(video, Layout.YUV422, Byte.SIZE, "yuv422p", Optional.empty());
        }
        return of(video, Layout.YUV444, Byte.SIZE, "yuv444p",
                Optional.of("its pixels, " + name + ", are taken as yuv444p of 8 bits"));
    }

    private static int bits(String digits) {
        return digits == null ? Byte.SIZE : Integer.parseInt(digits);
    }

    private static FilmPixels of(FilmStream video, Layout layout, int bits, String name, Optional<String> note)
            throws VideoException {
        int columns = (int) video.number("width", 0);
        int rows = (int) video.number("height", 0);
        boolean aside = video.isTurnedAside();
        boolean full = layout == Layout.RGB || video.text("color_range").equals("pc") || name.startsWith("yuvj")
                || layout == Layout.MONO && video.text("color_range").isEmpty();
        Siting siting = aside ? Siting.CENTRE : switch (video.text("chroma_location")) {
            case "center" -> Siting.CENTRE;
            case "topleft" -> Siting.TOP_LEFT;
            default -> name.startsWith("yuvj") ? Siting.CENTRE : Siting.LEFT;
        };
        Matrix matrix = layout == Layout.RGB || layout == Layout.MONO ? null : switch (video.text("color_space")) {
            case "bt709" -> Matrix.BT709;
            case "bt2020nc" -> Matrix.BT2020;
            case "smpte170m", "bt470bg" -> Matrix.BT601;
            default -> Matrix.usual(columns, rows);
        };
        try {
            return new FilmPixels(new FrameFormat(aside ? rows : columns, aside ? columns : rows, layout, siting, bits,
                    full ? Range.FULL : Range.LIMITED, matrix), name, note);
        } catch (IllegalArgumentException e) {
            throw new VideoException(e.getMessage());
        }
    }

    /** How raw frames of that kind are called in Matroska, and so to ffmpeg's decoder of them. */
    byte[] fourCc() {
        int bits = format.bits();
        boolean deep = bits > Byte.SIZE;
        return switch (format.layout()) {
            case YUV420 -> deep ? tag('Y', '3', 11, bits) : tag('I', '4', '2', '0');
            case YUV422 -> deep ? tag('Y', '3', 10, bits) : tag('Y', '4', '2', 'B');
            case YUV444 -> deep ? tag('Y', '3', 0, bits) : tag('4', '4', '4', 'P');
            case MONO -> deep ? tag('Y', '1', 0, bits) : tag('Y', '8', '0', '0');
            case RGB -> tag('R', 'G', 'B', deep ? 48 : 24);
        };
    }

    private static byte[] tag(int... characters) {
        byte[] tag = new byte[characters.length];
        for (int i = 0; i < tag.length; i++) {
            tag[i] = (byte) characters[i];
        }
        return tag;
    }
}
