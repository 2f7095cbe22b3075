package org.derain4j.cli.video;

import picocli.CommandLine.Option;

/** How frames are taken; use with {@code @Mixin}. */
public final class FrameOptions {

    @Option(names = "--input-format", paramLabel = "FORMAT",
            description = "What standard input holds where it does not say so: rgb24.")
    private String inputFormat;
}
