package org.derain4j.video.ffmpeg;

import org.derain4j.video.VideoException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** One run of ffmpeg or ffprobe. It ends with us, whatever ends us short of a kill; then it meets a closed pipe. */
final class FfmpegProcess implements AutoCloseable {

    /** Enough of them to see what went wrong. */
    private static final int QUOTED = 3;

    private final Process process;
    private final String name;
    private final Thread hook;
    private final Thread messages;
    private final Deque<String> last = new ArrayDeque<>();
    private long errors;
    private String firstError = "";

    private FfmpegProcess(Process process, String name, Consumer<String> lines) {
        this.process = process;
        this.name = name;
        hook = new Thread(process::destroyForcibly);
        messages = Thread.ofPlatform().daemon().name(name + "-messages").start(() -> read(lines));
    }

    /**
     * Starts it.
     *
     * @param lines told each line of its error stream, by a thread of its own
     */
    static FfmpegProcess start(List<String> command, Consumer<String> lines) throws IOException {
        FfmpegProcess started = new FfmpegProcess(new ProcessBuilder(command).start(), command.getFirst(), lines);
        try {
            Runtime.getRuntime().addShutdownHook(started.hook);
        } catch (IllegalStateException e) {
            started.process.destroyForcibly(); // the JVM is ending
        }
        return started;
    }

    InputStream output() {
        return process.getInputStream();
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    /** Whether it may have more to say. */
    boolean isTelling() {
        return messages.isAlive();
    }

    /** Waits for its end. */
    void join() throws IOException {
        int code;
        try {
            code = process.waitFor();
            messages.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + name + " was running");
        }
        if (code != 0) {
            throw failure(code);
        }
    }

    /** How many messages of errors there were in a run that was none; only after {@link #join}. */
    synchronized long errors() {
        return errors;
    }

    /** The first of them. */
    synchronized String firstError() {
        return firstError;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending
        }
    }

    private synchronized VideoException failure(int code) {
        if (code > 128 || code == 255) {
            awaitOwnEnd(); // a signal for all of us, which Ctrl-C is, is no failure of ffmpeg
        }
        return new VideoException(
                name + (last.isEmpty() ? " failed with exit code " + code : " failed: " + String.join(" / ", last)));
    }

    /** Where the JVM is ending, waits for that. */
    private static void awaitOwnEnd() {
        try {
            Thread.sleep(200);
            Thread none = new Thread();
            Runtime.getRuntime().addShutdownHook(none);
            Runtime.getRuntime().removeShutdownHook(none);
        } catch (IllegalStateException e) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
                keep(line);
            }
        } catch (IOException e) {
            // it was ended
        }
    }

    /** Only what is an error; ffprobe, and ffmpeg where it refuses its command line, say nothing else and give no level. */
    private synchronized void keep(String line) {
        boolean isError = line.contains("[error]") || line.contains("[fatal]");
        if (isError || !line.contains("[")) {
            String message = line.replaceAll("\\[(error|fatal)] |\\[[^]]* @ 0x[0-9a-f]+] ", "").strip();
            if (message.isEmpty()) {
                return;
            }
            if (isError && errors++ == 0) {
                firstError = message;
            }
            last.add(message);
            if (last.size() > QUOTED) {
                last.remove();
            }
        }
    }
}
