package org.derain4j.web.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * One client and the connection to the HTTP server that its bytes are handed on by. Two threads do that, one each way; whoever handles
 * a request is told here that its client has gone, which that server does not tell.
 */
final class Connection implements AutoCloseable {

    private static final int BUFFER = 16 << 10;
    /** Of what a client goes on sending after its answer: closed at once, the answer would be lost on its way. */
    private static final long MOST_DISCARDED = 256L << 20;

    private static final byte[] TOO_SLOW = SafetyHeaders.answer(408, "Request Timeout",
            "The request came too slowly; send it again over a faster connection.");
    /** How many times the patience for a head a connection may rest between two requests: longer than the HTTP server lets it. */
    private static final int RESTING_HEADS = 4;

    private static final Pattern OWN = Pattern.compile("(?i)\r\nContent-Security-Policy:");
    private static final String NOT_UNDERSTOOD = "This request cannot be understood; send one that HTTP/1.1 allows, "
            + "with everything in the address percent-encoded.";

    private final Socket client;
    private final Socket inner;
    private final Door.Patience patience;
    private final Runnable counter;

    private boolean gone;
    private boolean atWork;
    private Runnable onGone;
    /** Bytes have come of a request that nobody handles yet. */
    private boolean begun;
    /** The answer is the last one; what still comes is read for the client's sake. */
    private boolean ending;
    private int handled;
    private long deadline;
    private boolean hasDeadline;
    private long writingSince;
    private boolean writing;
    private boolean cut;
    private volatile boolean handedOn;

    /**
     * For a client.
     *
     * @param counter is told of each client that went while its request was at work
     */
    Connection(Socket client, Socket inner, Door.Patience patience, Runnable counter) {
        this.client = client;
        this.inner = inner;
        this.patience = patience;
        this.counter = counter;
    }

    /**
     * A request is at work from now on.
     *
     * @return its number
     */
    synchronized int begin() {
        atWork = true;
        begun = false;
        hasDeadline = false;
        handled++;
        return handled;
    }

    /**
     * It has been answered.
     *
     * @param request its number: the next one may have begun before this is told
     * @param last    whether the connection ends with that answer
     */
    synchronized void end(int request, boolean last) {
        if (request != handled) {
            return;
        }
        atWork = false;
        onGone = null;
        hasDeadline = false;
        ending |= last;
        rest();
    }

    /** Between two requests. Part of the next one may be there already, and nobody tells whether more of it comes. */
    private synchronized void rest() {
        if (isResting()) {
            allow(patience.head().multipliedBy(RESTING_HEADS));
        }
    }

    private boolean isResting() {
        return handled > 0 && !atWork && !begun && !ending;
    }

    synchronized boolean isAtWork() {
        return atWork;
    }

    /** What to run if the client goes while the request is at work; at once if it has gone. Null for nothing any more. */
    void onGone(Runnable hook) {
        synchronized (this) {
            onGone = hook;
            if (!gone || hook == null) {
                return;
            }
            onGone = null;
        }
        run(hook);
    }

    /** No other answer comes after the present one, which is short; what still comes in is read for a while only. */
    synchronized void lastAnswer() {
        ending = true;
        begun = false;
        allow(patience.ending());
    }

    /** Closes the connection unless something else is allowed before that time has passed. */
    synchronized void allow(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
        hasDeadline = true;
    }

    /** No hurry. */
    synchronized void allowAnyTime() {
        hasDeadline = false;
    }

    /** Both ways, until one side has ended; in the caller's thread and another one. */
    void relay() throws InterruptedException {
        Thread answers = Thread.ofVirtual().name("derain-door-answers").start(this::relayAnswers);
        relayRequests();
        close();
        answers.join();
    }

    private void relayRequests() {
        byte[] buffer = new byte[BUFFER];
        long discarded = 0;
        boolean open = true;
        try {
            InputStream in = client.getInputStream();
            OutputStream out = inner.getOutputStream();
            for (int n = in.read(buffer); n >= 0 && discarded < MOST_DISCARDED; n = in.read(buffer)) {
                arrived();
                open = open && sent(out, buffer, n);
                discarded += open ? 0 : n;
            }
        } catch (IOException e) {
            // as if it had ended
        }
        gone();
    }

    private static boolean sent(OutputStream out, byte[] buffer, int n) {
        try {
            out.write(buffer, 0, n);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized void arrived() {
        if (!atWork && !begun && !ending) {
            begun = true;
            allow(patience.head());
        }
    }

    private void relayAnswers() {
        try {
            relayAnswersToEnd();
        } finally {
            handedOn = true;
        }
    }

    private void relayAnswersToEnd() {
        byte[] buffer = new byte[BUFFER];
        boolean answered = false;
        try {
            InputStream in = inner.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                answered = true;
                if (isRefusal(buffer, n)) {
                    int status = Integer.parseInt(new String(buffer, 9, 3, StandardCharsets.US_ASCII));
                    endWith(SafetyHeaders.answer(status, "Not Understood", NOT_UNDERSTOOD));
                    return;
                }
                write(buffer, n);
            }
        } catch (IOException e) {
            // as if it had ended
        }
        if (!answered && hasOnlyBegun()) {
            endWith(SafetyHeaders.answer(400, "Bad Request", NOT_UNDERSTOOD));
        } else {
            endWith(new byte[0]);
        }
    }

    /** The HTTP server's own refusal of what never came to a handler. It is without our headers, and not in our words. */
    private synchronized boolean isRefusal(byte[] answer, int length) {
        if (atWork || length <= 12) {
            return false;
        }
        String text = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
        return text.matches("(?s)HTTP/1\\.1 [45]\\d\\d .*") && !OWN.matcher(text).find();
    }

    private synchronized boolean hasOnlyBegun() {
        return begun && handled == 0 && !cut;
    }

    private void write(byte[] bytes, int n) {
        synchronized (this) {
            if (cut) {
                return;
            }
            writingSince = System.nanoTime();
            writing = true;
        }
        try {
            client.getOutputStream().write(bytes, 0, n);
        } catch (IOException e) {
            gone();
            close();
        } finally {
            synchronized (this) {
                writing = false;
                rest();
            }
        }
    }

    /** Whether no more comes for the client. */
    boolean isHandedOn() {
        return handedOn;
    }

    /** The client may still be sending: it is read for a while before the connection is closed. */
    private void endWith(byte[] answer) {
        write(answer, answer.length);
        lastAnswer();
        try {
            client.shutdownOutput();
        } catch (IOException e) {
            close();
        }
    }

    private void gone() {
        Runnable hook;
        synchronized (this) {
            gone = true;
            hook = onGone;
            onGone = null;
        }
        if (hook != null) {
            run(hook);
        }
    }

    private void run(Runnable hook) {
        counter.run();
        hook.run();
    }

    /**
     * Looks after the time.
     *
     * @return whether the client was too slow with its request, and is being told so
     */
    boolean check(long now) {
        synchronized (this) {
            boolean stuck = writing && now - writingSince > patience.taking().toNanos();
            boolean late = hasDeadline && now - deadline > 0 && !(writing && isResting());
            if (!stuck && !late) {
                return false;
            }
            hasDeadline = false;
            if (stuck || ending || cut || isResting()) {
                close();
                return false;
            }
            ending = true;
        }
        Thread.ofVirtual().name("derain-door-slow").start(this::refuseSlow);
        return true;
    }

    private void refuseSlow() {
        write(TOO_SLOW, TOO_SLOW.length);
        synchronized (this) {
            cut = true;
            allow(patience.ending());
        }
        gone();
        close(inner);
        try {
            client.shutdownOutput();
        } catch (IOException e) {
            close();
        }
    }

    /** Ends it. */
    @Override
    public void close() {
        close(client);
        close(inner);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more
        }
    }
}
