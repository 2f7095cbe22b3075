package org.derain4j.cli.inputs;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.derain4j.pictures.PictureReader;

/**
 * Folders that fill. A picture is taken once it is whole: nobody has changed it for a while, and it can be read. What still cannot be
 * read after half a minute without a change is taken, too, so that the run says what is wrong with it. What changes later is taken
 * again.
 */
public final class FolderWatch implements AutoCloseable {

    /** Network folders tell nobody of new files. */
    private static final Duration POLL = Duration.ofSeconds(2);

    /** Of the time, for looking into folders that are large or slow, or change all the time. */
    private static final int SHARE = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How a file was when it was last seen. */
    private static final class State {

        private final long size;
        private final long modified;
        private final long since;
        private boolean read;
        private boolean taken;

        State(BasicFileAttributes attributes, long since) {
            this.size = attributes.size();
            this.modified = attributes.lastModifiedTime().toMillis();
            this.since = since;
        }

        boolean is(BasicFileAttributes attributes) {
            return size == attributes.size() && modified == attributes.lastModifiedTime().toMillis();
        }
    }

    private final List<Path> folders;
    private final boolean recursive;
    private final Optional<Path> results;
    private final Duration settle;
    private final Duration patience;
    private final WatchService service;
    private final Map<Path, WatchKey> watched = new HashMap<>();
    private final Set<String> problems = new HashSet<>();
    private Map<Path, State> states;
    private List<Input> seen = List.of();
    private LeftOut leftOut = LeftOut.NOTHING;

    FolderWatch(List<Path> folders, boolean recursive, Optional<Path> results, Duration settle) {
        this(folders, recursive, results, settle, PATIENCE);
    }

    FolderWatch(List<Path> folders, boolean recursive, Optional<Path> results, Duration settle, Duration patience) {
        this.folders = folders;
        this.recursive = recursive;
        this.results = results;
        this.settle = settle;
        this.patience = patience;
        this.service = service();
    }

    /** Null where there are none left: then looking now and then must do. */
    private static WatchService service() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            return null;
        }
    }

    /** Waits for pictures to take; never none. */
    public List<Input> next() throws InterruptedException {
        while (true) {
            long start = System.nanoTime();
            List<Input> ready = look(start);
            if (!ready.isEmpty()) {
                return ready;
            }
            await(System.nanoTime() - start);
        }
    }

    /** All pictures that were there when {@link #next} last looked, taken or not. */
    public List<Input> seen() {
        return seen;
    }

    /** What was there and is not for us. */
    public LeftOut leftOut() {
        return leftOut;
    }

    private List<Input> look(long now) {
        FolderScan scan = new FolderScan(results.stream().toList(), true, this::watch);
        folders.forEach(folder -> scan.folder(folder, recursive));
        leftOut = scan.leftOut();
        seen = new ArrayList<>();
        List<Input> ready = new ArrayList<>();
        Map<Path, State> before = states;
        states = new HashMap<>();
        Set<String> stillProblems = new HashSet<>();
        for (Input input : scan.found()) {
            if (input.problem().isPresent()) {
                stillProblems.add(input.problem().get());
                if (problems.add(input.problem().get())) {
                    ready.add(input);
                }
                continue;
            }
            State state = state(input.file(), before, now);
            if (state != null) {
                seen.add(input);
                states.put(input.file(), state);
                if (!state.taken && isReady(input.file(), state, now, ready.isEmpty())) {
                    state.taken = true;
                    ready.add(input);
                }
            }
        }
        problems.retainAll(stillProblems);
        return ready;
    }

    /** Null where the file has gone. */
    private State state(Path file, Map<Path, State> before, long now) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            State state = before == null ? null : before.get(file);
            if (state != null && state.is(attributes)) {
                return state;
            }
            // What is there from the beginning and has not changed for a while need not be watched for another.
            long age = System.currentTimeMillis() - attributes.lastModifiedTime().toMillis();
            boolean old = before == null && age > patience.toMillis();
            return new State(attributes, old ? now - patience.toNanos() : now);
        } catch (IOException e) {
            return null;
        }
    }

    /** Reads the file only if it may: others need not wait until all are read. */
    private boolean isReady(Path file, State state, long now, boolean mayRead) {
        long unchanged = now - state.since;
        if (unchanged >= patience.toNanos()) {
            return true;
        }
        if (unchanged < settle.toNanos() || state.read || !mayRead) {
            return false;
        }
        state.read = true;
        return isReadable(file);
    }

    private static boolean isReadable(Path file) {
        try {
            new PictureReader().read(file);
            return true;
        } catch (IOException e) {
            return false;
        } catch (OutOfMemoryError e) {
            return true; // the run has more to say about that
        }
    }

    private void watch(Path folder) {
        WatchKey key = watched.get(folder);
        if (service == null || key != null && key.isValid()) {
            return;
        }
        try {
            watched.put(folder, folder.register(service, StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE));
        } catch (IOException | UnsupportedOperationException e) {
            // Some systems watch a few thousand folders at most.
        }
    }

    /** Until something happens, a file may have settled, or it is time to look again; at least for a share of what looking took. */
    private void await(long took) throws InterruptedException {
        long rest = SHARE * took;
        long wait = Math.max(rest, Math.min(POLL.toNanos(), untilSettled()));
        TimeUnit.NANOSECONDS.sleep(Math.min(wait, rest));
        if (service == null) {
            TimeUnit.NANOSECONDS.sleep(wait - rest);
            return;
        }
        for (WatchKey key = service.poll(wait - rest, TimeUnit.NANOSECONDS); key != null; key = service.poll()) {
            key.pollEvents();
            key.reset();
        }
    }

    private long untilSettled() {
        long now = System.nanoTime();
        return states.values().stream().filter(state -> !state.taken)
                .mapToLong(state -> state.since + (state.read ? patience : settle).toNanos() - now)
                .map(nanos -> Math.max(nanos, 0)).min().orElse(Long.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        if (service != null) {
            service.close();
        }
    }
}
