package org.derain4j.vision.labels;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.common.Failure;

/** Small text files that somebody else has written, in UTF-8, with or without the mark that Windows puts before it. */
final class TextLines {

    /** Far more than labels of one picture, or names of classes, can take. */
    static final int LARGEST = 16 << 20;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private TextLines() {}

    /** All lines, whatever ends them. */
    static List<String> of(Path file) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
            return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).lines().toList();
        } catch (CharacterCodingException e) {
            throw Failure.input(file + ": is no text in UTF-8; save it as such.");
        }
    }

    /** All bytes of a file of a size that can be right. */
    static byte[] bytes(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw Failure.input("%s: has %d MB, which labels of one picture never have; name another folder."
                        .formatted(file, size >> 20));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Failure.input(file, e);
        }
    }
}
