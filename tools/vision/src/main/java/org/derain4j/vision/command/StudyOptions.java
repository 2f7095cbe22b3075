package org.derain4j.vision.command;

import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.common.PictureOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every study, whatever comes after deraining; use with {@code @Mixin}. */
final class StudyOptions {

    @Option(names = "--pictures", paramLabel = "DIR", required = true,
            description = "Folder of the labelled pictures, without rain.")
    Path pictures;

    @Option(names = "--make-rain", paramLabel = "KIND", split = ",",
            description = "Puts rain on them, as `derain add-rain` does, whose help lists the kinds; "
                    + "several by commas.")
    List<String> kinds = List.of();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "What the made rain, and the sets of pictures for intervals, are drawn by. Default: 1.")
    long seed;

    @Option(names = "--rain", paramLabel = "[NAME=]DIR",
            description = "Instead: a folder of finished rainy pictures, which belong to the others by name, whatever the ending. "
                    + "May be given several times.")
    List<String> rains = List.of();

    @Option(names = "--result", paramLabel = "[NAME=]DIR",
            description = "A folder of pictures that something else made of the rainy ones, with one kind of rain. May be given "
                    + "several times. Without -m no network runs then.")
    List<String> results = List.of();

    @Option(names = "--gpu", description = "Runs what comes after deraining by CUDA.")
    boolean gpu;

    @Option(names = "--resamples", paramLabel = "N", defaultValue = "1000",
            description = "How many sets of pictures are drawn for intervals. Default: 1000.")
    int resamples;

    @Option(names = {"-o", "--output"}, paramLabel = "DIR", defaultValue = "vision-report",
            description = "Where the tables and the page go: COMMAND.json, .csv, .md and .html. Default: vision-report.")
    Path output;

    @Option(names = "--page-pictures", paramLabel = "N", defaultValue = "24",
            description = "How many cases the page shows, half of them the worst, half the best. Default: 24.")
    int pagePictures;

    @Option(names = "--overwrite", description = "Replaces them if they exist.")
    boolean overwrite;

    @Option(names = "--save", paramLabel = "DIR",
            description = "Keeps all pictures that are made, as PNG: DIR/RAIN/rainy, dry and each model's; they can be given "
                    + "again as --rain and --result.")
    Path save;

    @Option(names = "--reuse",
            description = "Takes derained pictures that an earlier run has saved there, if they were made of the same pictures by the "
                    + "same model.")
    boolean reuse;

    @ArgGroup
    Format format = new Format();

    @Mixin
    PictureOptions engine;

    /** What is printed; at most one of them. */
    static final class Format {

        @Option(names = "--json", description = "Prints JSON instead of tables.")
        boolean json;

        @Option(names = "--csv", description = "Prints comma-separated values.")
        boolean csv;

        @Option(names = "--markdown", description = "Prints Markdown.")
        boolean markdown;

        boolean table() {
            return !json && !csv && !markdown;
        }
    }
}
