package org.derain4j.cli;

import java.io.File;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.cli.derain.DerainCommand;
import org.derain4j.cli.derain.RainRemover;
import org.derain4j.engine.Rounding;
import org.derain4j.kernels.KernelWarmUp;

/**
 * What does not depend on the command line, begun while that and the first picture are still being read: warms up the
 * kernels, and opens the embedded model with the default options. Who first asks for an engine gets that one if the options turn
 * out to ask for it; else it is closed and another one opened.
 */
final class HeadStart implements DerainCommand.Engines {

    private static final int WARMING_UP = 2;

    private final FutureTask<RainRemover> opening = new FutureTask<>(
            () -> openNow(new EngineOptions(), Rounding.NEAREST));

    private final AtomicBoolean isTaken = new AtomicBoolean();

    private HeadStart() {
        Queue<Runnable> parts = new ConcurrentLinkedQueue<>(KernelWarmUp.parts());
        for (int i = 0; i < WARMING_UP; i++) {
            begin("derain-kernel-warm-up", () -> runAll(parts));
        }
        begin("derain-head-start", opening);
    }

    /** Begins if the command line looks like pictures to derain. */
    static DerainCommand.Engines of(String... args) {
        boolean pictures = !Subcommands.anyIn(args) && Stream.of(args).noneMatch("--dry-run"::equals)
                && Stream.of(args).anyMatch(arg -> arg.equals(StandardStreams.NAME) || new File(arg).exists());
        return pictures ? new HeadStart() : HeadStart::openNow;
    }

    private static RainRemover openNow(EngineOptions options, Rounding rounding) {
        return RainRemover.of(options.open(rounding), options);
    }

    @Override
    public RainRemover open(EngineOptions options, Rounding rounding) {
        if (isTaken.getAndSet(true)) {
            return openNow(options, rounding); // the first one may be closed by now
        }
        if (!options.areDefault() || rounding != Rounding.NEAREST) {
            begin("derain-close", () -> opened().ifPresent(RainRemover::close));
            return openNow(options, rounding);
        }
        return opened().orElseGet(() -> openNow(options, rounding)); // which fails in the same way, and that is reported
    }

    /** What has been opened, once it is; nothing if that failed. */
    private Optional<RainRemover> opened() {
        try {
            return Optional.of(opening.get());
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void runAll(Queue<Runnable> parts) {
        for (Runnable part = parts.poll(); part != null; part = parts.poll()) {
            part.run();
        }
    }

    private static void begin(String name, Runnable task) {
        Thread.ofPlatform().daemon().name(name).start(task);
    }
}
