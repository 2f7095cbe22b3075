package org.derain4j.video.ffmpeg;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Raw frames as ffmpeg reads them from a pipe, each with its own time, which YUV4MPEG2 has no place for: a Matroska stream of
 * one track of uncompressed video, as RFC 9559 has it. Times are exact to the nanosecond.
 */
final class RawMatroska {

    private static final int EBML = 0x1A45DFA3;
    private static final int DOC_TYPE = 0x4282;
    private static final int SEGMENT = 0x18538067;
    private static final int INFO = 0x1549A966;
    private static final int TIMESTAMP_SCALE = 0x2AD7B1;
    private static final int TRACKS = 0x1654AE6B;
    private static final int TRACK_ENTRY = 0xAE;
    private static final int TRACK_NUMBER = 0xD7;
    private static final int TRACK_UID = 0x73C5;
    private static final int TRACK_TYPE = 0x83;
    private static final int CODEC_ID = 0x86;
    private static final int DEFAULT_DURATION = 0x23E383;
    private static final int VIDEO = 0xE0;
    private static final int PIXEL_WIDTH = 0xB0;
    private static final int PIXEL_HEIGHT = 0xBA;
    private static final int COLOUR_SPACE = 0x2EB524;
    private static final int CLUSTER = 0x1F43B675;
    private static final int TIMESTAMP = 0xE7;
    private static final int SIMPLE_BLOCK = 0xA3;

    /** Of an element that goes on to the end. */
    private static final byte[] UNKNOWN_SIZE = {1, -1, -1, -1, -1, -1, -1, -1};
    /** Track 1, at the cluster's time, a frame that needs no other. */
    private static final byte[] BLOCK_HEADER = {(byte) 0x81, 0, 0, (byte) 0x80};

    private final DataOutputStream out;

    /**
     * Begins the stream.
     *
     * @param nanoseconds from frame to frame, on an average; 0 if unknown
     */
    RawMatroska(OutputStream out, FilmPixels pixels, long nanoseconds) throws IOException {
        this.out = new DataOutputStream(out);
        Element video = new Element().number(PIXEL_WIDTH, pixels.format().width())
                .number(PIXEL_HEIGHT, pixels.format().height())
                .bytes(COLOUR_SPACE, pixels.fourCc());
        Element track = new Element().number(TRACK_NUMBER, 1).number(TRACK_UID, 1).number(TRACK_TYPE, 1)
                .bytes(CODEC_ID, "V_UNCOMPRESSED".getBytes(StandardCharsets.US_ASCII)).bytes(VIDEO, video.content());
        if (nanoseconds > 0) {
            track.number(DEFAULT_DURATION, nanoseconds);
        }
        this.out.write(new Element()
                .bytes(EBML, new Element().bytes(DOC_TYPE, "matroska".getBytes(StandardCharsets.US_ASCII)).content())
                .content());
        this.out.write(id(SEGMENT));
        this.out.write(UNKNOWN_SIZE);
        this.out.write(new Element().bytes(INFO, new Element().number(TIMESTAMP_SCALE, 1).content())
                .bytes(TRACKS, new Element().bytes(TRACK_ENTRY, track.content()).content()).content());
    }

    /** A cluster of its own for each frame, as times within one are short numbers. */
    void write(byte[] samples, long nanoseconds) throws IOException {
        byte[] time = new Element().number(TIMESTAMP, nanoseconds).content();
        byte[] block = id(SIMPLE_BLOCK);
        long inBlock = (long) BLOCK_HEADER.length + samples.length;
        out.write(id(CLUSTER));
        out.write(size(time.length + block.length + size(inBlock).length + inBlock));
        out.write(time);
        out.write(block);
        out.write(size(inBlock));
        out.write(BLOCK_HEADER);
        out.write(samples);
        out.flush();
    }

    private static byte[] id(int id) {
        byte[] bytes = new byte[4 - Integer.numberOfLeadingZeros(id) / Byte.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (id >> Byte.SIZE * (bytes.length - 1 - i));
        }
        return bytes;
    }

    /** Always in eight bytes, the first of which says so. */
    private static byte[] size(long size) {
        return bytes(size | 1L << 56);
    }

    private static byte[] bytes(long number) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (number >> Byte.SIZE * (bytes.length - 1 - i));
        }
        return bytes;
    }

    /** The content of an element, made of others. */
    private static final class Element {

        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        Element number(int id, long number) {
            return bytes(id, RawMatroska.bytes(number));
        }

        Element bytes(int id, byte[] bytes) {
            content.writeBytes(id(id));
            content.writeBytes(size(bytes.length));
            content.writeBytes(bytes);
            return this;
        }

        byte[] content() {
            return content.toByteArray();
        }
    }
}
