package org.derain4j.cli.inputs;

import picocli.CommandLine.Option;

/** Which pictures are taken; use with {@code @Mixin}. */
public final class InputOptions {

    @Option(names = {"-r", "--recursive"},
            description = "Take the folders in a folder, too; results lie in the same tree.")
    private boolean recursive;
}
