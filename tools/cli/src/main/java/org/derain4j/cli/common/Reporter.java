package org.derain4j.cli.common;

/** The command that all others belong to, as those see it that only report to it; use with {@code @ParentCommand}. */
public interface Reporter {

    /** Where all commands report failures. */
    ErrorLines errors();
}
