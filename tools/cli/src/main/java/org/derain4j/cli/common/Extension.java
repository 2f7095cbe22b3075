package org.derain4j.cli.common;

/**
 * A command of {@code derain} that an artefact of its own brings. {@link java.util.ServiceLoader} finds it where that artefact is on the
 * class path, which is searched only when a command line has the command's name as a word.
 */
public interface Extension {

    /**
     * Which command it is.
     *
     * @return the word that asks for it, as in {@code derain vision}
     */
    String name();

    /**
     * Makes the command, anew for each command line.
     *
     * @return an object of a class with picocli's {@code @Command}, which may have commands of its own; {@code @ParentCommand} of type
     *         {@link Reporter} gives it the error stream
     */
    Object command();
}
