package org.derain4j.weights;

import java.io.IOException;
import java.util.Optional;

/** A weight file that is damaged, or holds what this library does not read, or more than memory. The message is one sentence. */
public final class WeightFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** As the caller named it. */
    private final String file;
    /** Null where the problem is the whole file's. */
    private final String tensor;
    /** The sentence without file and tensor. */
    private final String problem;

    /**
     * Puts the message together: {@code FILE: tensor `NAME`: PROBLEM}, each as {@link PrintableText} shows it.
     *
     * @param file the file, as the caller named it
     * @param tensor the tensor's name, or null where the problem is the whole file's
     * @param problem what is wrong, and what helps
     */
    public WeightFormatException(String file, String tensor, String problem) {
        super(PrintableText.of(file) + ": " + (tensor == null ? "" : "tensor `" + PrintableText.name(tensor) + "`: ")
                + PrintableText.of(problem));
        this.file = file;
        this.tensor = tensor;
        this.problem = PrintableText.of(problem);
    }

    /**
     * The file at fault.
     *
     * @return its name as the caller gave it, or the shard's path
     */
    public String file() {
        return file;
    }

    /**
     * The tensor at fault.
     *
     * @return its name; empty where the problem is the whole file's
     */
    public Optional<String> tensor() {
        return Optional.ofNullable(tensor);
    }

    /**
     * What is wrong.
     *
     * @return the sentence without file and tensor
     */
    public String problem() {
        return problem;
    }
}
