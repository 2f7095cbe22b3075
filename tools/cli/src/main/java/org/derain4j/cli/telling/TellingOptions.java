package org.derain4j.cli.telling;

import picocli.CommandLine.Option;

/** How a run tells of itself; use with {@code @Mixin}. */
public final class TellingOptions {

    @Option(names = "--quiet", description = "Print nothing but failures.")
    private boolean quiet;

    @Option(names = "--json", description = "Print an object of JSON for each picture, and a last one of totals.")
    private boolean json;
}
