package org.derain4j.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** A failure that the user can mend: the message is the one sentence to print, the exit code what the process ends with. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What Java makes of bytes that are no UTF-8, and cannot turn back. */
    private static final String UNDECODABLE = "\ufffd";
    private static final String NOT_UTF_8 = "no such file or folder, as its name is not UTF-8; rename it";

    private final int exitCode;

    private Failure(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** One input, or what was to be made of it, cannot be read or written. */
    static Failure input(String sentence) {
        return new Failure(ExitCode.INPUT_FAILED, sentence, null);
    }

    /** As {@link #input(String)}: {@code subject} is the file, and the cause becomes the rest of the sentence. */
    static Failure input(Object subject, IOException cause) {
        return new Failure(ExitCode.INPUT_FAILED, subject + ": " + reason(cause), cause);
    }

    /** The command line asks for something impossible. */
    static Failure usage(String sentence) {
        return new Failure(ExitCode.USAGE, sentence, null);
    }

    /** The weights cannot be used. */
    static Failure model(String sentence, Throwable cause) {
        return new Failure(ExitCode.MODEL, sentence, cause);
    }

    int exitCode() {
        return exitCode;
    }

    /** What went wrong without the file's name; the JDK's file exceptions often have a message of nothing but that name. */
    static String reason(IOException e) {
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
