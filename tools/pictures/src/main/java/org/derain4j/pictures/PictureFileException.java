package org.derain4j.pictures;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;

/** A picture that cannot be read or written: the message is one sentence that names the file and the remedy. */
public final class PictureFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What Java makes of bytes that are no UTF-8, and cannot turn back. */
    private static final String UNDECODABLE = "\ufffd";
    private static final String NOT_UTF_8 = "no such file or folder, as its name is not UTF-8; rename it";

    /** The message without the file's name. */
    private final String sentence;

    PictureFileException(Path file, String rest) {
        this(file, rest, null);
    }

    PictureFileException(Path file, String rest, Throwable cause) {
        super(file + ": " + rest, cause);
        this.sentence = rest;
    }

    PictureFileException(Path file, IOException cause) {
        this(file, reason(cause), cause);
    }

    /**
     * What went wrong and what to do, for who calls the picture something else than a path of this machine.
     *
     * @return the message without the file's name
     */
    public String sentence() {
        return sentence;
    }

    /**
     * What went wrong, without the file's name: the JDK's exceptions about files often have a message of nothing else.
     *
     * @param e any failure of reading or writing
     * @return part of a sentence
     */
    public static String reason(IOException e) {
        Objects.requireNonNull(e, "e");
        return switch (e) {
            case NoSuchFileException f when f.getFile().contains(UNDECODABLE) -> NOT_UTF_8;
            case FileNotFoundException f when f.getMessage().contains(UNDECODABLE) -> NOT_UTF_8;
            case FileSystemException f when f.getReason() != null -> f.getReason();
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "exists already";
            case NotDirectoryException _ -> "not a folder";
            default -> Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        };
    }
}
