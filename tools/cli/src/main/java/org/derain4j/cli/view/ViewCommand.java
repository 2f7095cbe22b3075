package org.derain4j.cli.view;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.FinishedPage;
import org.derain4j.cli.common.MemorySize;
import org.derain4j.cli.common.OutputFile;
import org.derain4j.cli.common.Reporter;
import org.derain4j.cli.eval.ScoreMode;
import org.derain4j.cli.inputs.FileIdentity;
import org.derain4j.weights.PrintableText;
import org.derain4j.web.page.ShownPicture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code derain view BEFORE AFTER...}: finished pictures before and after on a page for the browser. */
@Command(name = "view", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        customSynopsis = {"derain view BEFORE AFTER [BEFORE AFTER...] [options]",
            "       derain view FOLDER FOLDER [options]"},
        description = {
            "Puts pictures and what was made of them, by whatever program, on a page for the browser: one file "
                    + "with all in it, to be opened from the disk, sent, or put on the web. No network runs.",
            "Each picture is shown before and after with a divider to drag, at any zoom, with the difference, and with "
                    + "scores where the truth is given (docs/view.md)."})
public final class ViewCommand implements Callable<Integer> {

    /** Of the files without a partner. */
    private static final int MOST_NAMED = 10;

    @Parameters(paramLabel = "BEFORE AFTER", arity = "0..*", hideParamSyntax = true,
            description = "Pairs of pictures of equal size, or two folders, whose files belong together by name, whatever "
                    + "the ending. One picture with several results is A R1 A R2.")
    private List<Path> files = List.of();

    @Option(names = {"-o", "--output"}, paramLabel = "FILE",
            description = "The page to write, ending in .html. Default: for one pair AFTER's name with .view.html, beside it; "
                    + "for two folders view.html in the second; else view.html in the current folder.")
    private Path output;

    @Option(names = "--truth", paramLabel = "TRUTH", arity = "1..*",
            description = "How the pictures should be, one for each pair, behind the pairs; or a folder, in which they have the "
                    + "names of BEFORE. They are shown, and each side gets its PSNR and SSIM.")
    private List<Path> truths = List.of();

    @Option(names = "--mode", paramLabel = "MODE",
            description = "What scores compare, as in `derain eval`: y, full-y or rgb. Default: y, as papers on deraining do.")
    private ScoreMode mode;

    @Option(names = "--size", paramLabel = "SIZE", converter = MemorySize.class,
            description = "What the page takes at most, for example 10M; its pictures are reduced until they fit. Default: 24M.")
    private long size = PicturePage.USUAL_BYTES;

    @Option(names = "--overwrite", description = "Replaces the page if it exists.")
    private boolean overwrite;

    @ParentCommand
    private Reporter derain;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (mode != null && truths.isEmpty()) {
            throw Failure.usage("--mode is for scores, which take a --truth; give one, or leave --mode out.");
        }
        ViewPairs pairs = ViewPairs.of(files, truths);
        PicturePage.checkSize("--size", size, pairs.pairs().size());
        Path page = output == null ? pairs.page() : output;
        OutputFile.check(page, ".html", overwrite);
        requireNoInput(page, pairs);
        if (!pairs.unmatched().isEmpty()) {
            derain.errors().print("note: without a partner of the same name, and so left out: "
                    + PrintableText.list(pairs.unmatched().stream().map(Path::toString).toList(), MOST_NAMED));
        }
        return write(pairs.pairs(), page);
    }

    /** By a link, or a picture with a wrong ending, it would be gone. */
    private static void requireNoInput(Path page, ViewPairs pairs) {
        Optional<Object> there = FileIdentity.of(page);
        if (there.isPresent() && pairs.files().anyMatch(file -> FileIdentity.of(file).equals(there))) {
            throw Failure.usage("-o " + page + ": is one of the pictures; choose another name.");
        }
    }

    private int write(List<ViewPair> pairs, Path file) throws IOException {
        PairReader reader = new PairReader(mode == null ? ScoreMode.Y : mode,
                note -> derain.errors().print("note: " + note));
        List<String> names = names(pairs);
        int exitCode = ExitCode.DONE;
        try (PicturePage page = new PicturePage(file, pairs.size(), size)) {
            for (int i = 0; i < pairs.size(); i++) {
                exitCode = Math.max(exitCode, add(pairs.get(i), names.get(i), reader, page));
            }
            FinishedPage finished = page.commit()
                    .orElseThrow(() -> Failure.input("none of the pairs can be shown, so there is no page."));
            spec.commandLine().getOut().println(finished);
        }
        return exitCode;
    }

    /** Returns what that pair alone ends the process with. */
    private int add(ViewPair pair, String name, PairReader reader, PicturePage page) {
        if (pair.truth().isEmpty() && !truths.isEmpty()) {
            derain.errors().print("note: " + pair.before() + ": has no truth of its name, and so no scores");
        }
        ShownPicture picture;
        try {
            picture = reader.read(pair, name);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            derain.errors().print(pair.before().toString(), e);
            return ErrorLines.exitCode(e);
        }
        page.add(picture);
        return ExitCode.DONE;
    }

    /** One picture with several results is called as they are. */
    private static List<String> names(List<ViewPair> pairs) {
        List<Path> befores = pairs.stream().map(ViewPair::before).toList();
        boolean distinct = new HashSet<>(befores).size() == befores.size();
        return ShownNames.of(distinct ? befores : pairs.stream().map(ViewPair::after).toList());
    }
}
