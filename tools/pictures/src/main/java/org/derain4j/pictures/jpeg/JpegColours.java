package org.derain4j.pictures.jpeg;

import java.util.List;

/** What the components of a JPEG are; told as libjpeg tells it, and so all who use it. */
enum JpegColours {

    GREY(0), YCBCR(1), RGB(0), CMYK(0), YCCK(2);

    /** Adobe's number for how they were transformed. */
    private final int transform;

    JpegColours(int transform) {
        this.transform = transform;
    }

    static JpegColours of(JpegFrame frame, JpegSegments segments) {
        int adobe = segments.all(0xEE).stream().filter(JpegColours::isAdobe).mapToInt(s -> s.u8(11)).findFirst()
                .orElse(-1);
        List<Integer> ids = frame.components().stream().map(JpegFrame.Component::id).toList();
        return switch (ids.size()) {
            case 1 -> GREY;
            case 3 -> {
                boolean jfif = segments.all(JpegSegment.APP0).stream().anyMatch(s -> s.named("JFIF\0"));
                boolean rgb = !jfif
                        && (adobe == 0 || adobe < 0 && ids.equals(List.of((int) 'R', (int) 'G', (int) 'B')));
                yield rgb ? RGB : YCBCR;
            }
            default -> adobe > 0 ? YCCK : CMYK;
        };
    }

    static boolean isAdobe(JpegSegment segment) {
        return segment.length() >= 12 && segment.named("Adobe");
    }

    boolean inks() {
        return this == CMYK || this == YCCK;
    }

    /** Whether colours have every second row only, between which {@link JpegYcc#smoothed} goes. */
    boolean isSmooth(JpegFrame frame) {
        return this == YCBCR && frame.halfHigh();
    }

    /** What they are in the words of ICC. */
    String space() {
        return inks() ? "CMYK" : this == GREY ? "GRAY" : "RGB ";
    }

    /** The segment that says so to a decoder, with marker and length. */
    byte[] marker() {
        return new byte[]{(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0,
            (byte) transform};
    }
}
