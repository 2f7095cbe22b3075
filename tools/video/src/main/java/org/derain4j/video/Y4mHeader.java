package org.derain4j.video;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.derain4j.video.FrameFormat.Layout;
import org.derain4j.video.FrameFormat.Matrix;
import org.derain4j.video.FrameFormat.Range;
import org.derain4j.video.FrameFormat.Siting;

/** The first line of a YUV4MPEG2 stream: the magic word and parameters, each a letter and its value, apart by spaces. */
final class Y4mHeader {

    private static final Pattern MANY_BITS = Pattern.compile("(420p|422p|444p|mono)(9|10|12|14|16)");

    /** What those are with 8 bits; their tag has no siting, and films are mostly as MPEG-2. */
    private static final Map<String, String> KINDS = Map.of("420p", "420mpeg2", "422p", "422", "444p", "444", "mono",
            "mono");

    private static final String DEFAULT_COLOURS = "420jpeg";

    private final String line;
    private int width;
    private int height;
    private String interlacing = "?";
    private String colours;
    private String otherColours;
    private Range range;

    /** Of a line without its end. */
    Y4mHeader(String line) throws VideoException {
        this.line = line;
        String[] words = line.split(" +");
        if (words.length == 0 || !words[0].equals(Y4mReader.MAGIC)) {
            throw new VideoException("does not begin with " + Y4mReader.MAGIC
                    + "; write it with ffmpeg -i FILM -f yuv4mpegpipe -strict -1 -");
        }
        for (int i = 1; i < words.length; i++) {
            take(words[i].charAt(0), words[i].substring(1));
        }
    }

    /** As it came. */
    String line() {
        return line;
    }

    private void take(char letter, String value) throws VideoException {
        switch (letter) {
            case 'W' -> width = number("W", value);
            case 'H' -> height = number("H", value);
            case 'I' -> interlacing = value;
            case 'C' -> colours = value;
            case 'X' -> takeExtension(value);
            default -> {
                // a frame rate, the shape of pixels, what others have added: passed on and not needed here
            }
        }
    }

    private void takeExtension(String value) {
        if (value.equals("COLORRANGE=FULL")) {
            range = Range.FULL;
        } else if (value.equals("COLORRANGE=LIMITED")) {
            range = Range.LIMITED;
        } else if (value.startsWith("YSCSS=")) {
            otherColours = value.substring("YSCSS=".length());
        }
    }

    private static int number(String name, String value) throws VideoException {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new VideoException("its header has " + name + value + " for a size; the stream is damaged", e);
        }
    }

    /** What the parameters amount to, where these do not decide. */
    FrameFormat format(Range asked, Matrix matrix) throws VideoException {
        if (width == 0 || height == 0) {
            throw new VideoException("its header does not say how large frames are (W and H); the stream is damaged");
        }
        switch (interlacing) {
            case "p", "?" -> {
                // whole frames, or nobody knows
            }
            case "t", "b", "m" -> throw new VideoException("it is interlaced (I" + interlacing
                    + "), and rain would be looked for across two moments; deinterlace it first: ffmpeg -vf bwdif");
            default ->
                throw new VideoException("its header has I" + interlacing + " for interlacing; the stream is damaged");
        }
        String name = (colours != null ? colours : otherColours != null ? otherColours : DEFAULT_COLOURS)
                .toLowerCase(Locale.ROOT);
        try {
            Matcher many = MANY_BITS.matcher(name);
            return many.matches()
                    ? format(KINDS.get(many.group(1)), Integer.parseInt(many.group(2)), asked, matrix)
                    : format(name, Byte.SIZE, asked, matrix);
        } catch (IllegalArgumentException e) {
            throw new VideoException(e.getMessage(), e);
        }
    }

    private FrameFormat format(String name, int bits, Range asked, Matrix matrix) throws VideoException {
        return switch (name) {
            case "420jpeg", "420" -> format(Layout.YUV420, Siting.CENTRE, bits, asked, matrix);
            case "420mpeg2" -> format(Layout.YUV420, Siting.LEFT, bits, asked, matrix);
            case "420paldv" -> format(Layout.YUV420, Siting.TOP_LEFT, bits, asked, matrix);
            case "422" -> format(Layout.YUV422, Siting.LEFT, bits, asked, matrix);
            case "444" -> format(Layout.YUV444, Siting.LEFT, bits, asked, matrix);
            case "mono" -> format(Layout.MONO, Siting.LEFT, bits, asked, matrix);
            default -> throw new VideoException("its colours are C" + name
                    + ", which is not taken; convert them first: ffmpeg -pix_fmt yuv444p");
        };
    }

    private FrameFormat format(Layout layout, Siting siting, int bits, Range asked, Matrix matrix) {
        Range usual = layout == Layout.MONO ? Range.FULL : Range.LIMITED; // as ffmpeg takes them
        Matrix known = matrix != null ? matrix : Matrix.usual(width, height);
        return new FrameFormat(width, height, layout, siting, bits,
                asked != null ? asked : range != null ? range : usual,
                layout == Layout.MONO ? null : known);
    }
}
