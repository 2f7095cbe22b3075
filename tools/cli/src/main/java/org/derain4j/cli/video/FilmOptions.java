package org.derain4j.cli.video;

import picocli.CommandLine.Option;

/** How films are written; use with {@code @Mixin}. */
public final class FilmOptions {

    @Option(names = "--codec", paramLabel = "OPTIONS", description = "Options for ffmpeg's encoder.")
    private String codec;
}
