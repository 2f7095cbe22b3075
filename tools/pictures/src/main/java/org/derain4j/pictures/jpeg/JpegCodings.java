package org.derain4j.pictures.jpeg;

import java.util.Arrays;
import java.util.List;
import org.derain4j.pictures.format.Coding;

/** How a JPEG was stored, as far as its result is to be stored alike. */
final class JpegCodings {

    private JpegCodings() {}

    /**
     * Reads it.
     *
     * @param frame    of the file
     * @param segments of the file
     * @return sampling, tables and kind
     */
    static Coding.Jpeg of(JpegFrame frame, JpegSegments segments) {
        List<JpegFrame.Component> components = frame.components();
        int[][] defined = new int[4][];
        int[][] tables = new int[components.size()][];
        for (JpegSegment segment : segments.all()) {
            if (segment.marker() == JpegSegment.DQT) {
                define(segment, defined);
            } else if (segment.marker() == JpegSegment.SOS) {
                // A table holds for the components whose first scan comes next; it may be replaced for later ones.
                for (int i = 1; i + 1 < segment.length() && i < 2 * segment.u8(0); i += 2) {
                    int component = frame.component(segment.u8(i));
                    if (component >= 0 && tables[component] == null) {
                        tables[component] = defined[components.get(component).table()];
                    }
                }
            }
        }
        // Where one is missing nothing is known of how fine it was; the decoder will refuse the file.
        Arrays.setAll(tables, i -> tables[i] == null ? JpegTables.luma(100) : tables[i]);
        return new Coding.Jpeg(components.stream().mapToInt(JpegFrame.Component::horizontal).toArray(),
                components.stream().mapToInt(JpegFrame.Component::vertical).toArray(), tables, frame.progressive());
    }

    private static void define(JpegSegment segment, int[][] defined) {
        int at = 0;
        while (at < segment.length()) {
            int bytes = 1 + (segment.u8(at) >> 4);
            int number = segment.u8(at) & 15;
            at++;
            if (bytes > 2 || number > 3 || at + 64 * bytes > segment.length()) {
                return;
            }
            int[] zigzag = new int[64];
            for (int i = 0; i < zigzag.length; i++, at += bytes) {
                zigzag[i] = bytes == 1 ? segment.u8(at) : segment.u16(at);
            }
            defined[number] = JpegTables.natural(zigzag);
        }
    }
}
