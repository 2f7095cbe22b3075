package org.derain4j.engine;

import java.util.Objects;
import java.util.function.Function;

/**
 * How what a progress listener throws gets to the caller: past all who would take it for the engine's own, such as a lack of
 * memory, or a lost device, which may be that of another derainer. Nobody sees it.
 */
final class ListenerFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private Throwable thrown;

    /** Made before a call, as a listener may leave no memory for it. */
    private ListenerFailure() {
        super("a progress listener failed", null, false, false);
    }

    /**
     * A call that is listened to.
     *
     * @param call is given whom to tell in place of the listener
     * @return what it returns; or what the listener throws is thrown as it is
     */
    static <T> T passing(Progress progress, Function<Progress, T> call) {
        Objects.requireNonNull(progress, "progress");
        ListenerFailure failure = new ListenerFailure();
        try {
            return call.apply((done, total) -> {
                try {
                    return progress.advanced(done, total);
                } catch (Throwable e) { // of any kind: one in another language may throw what it does not declare
                    failure.thrown = e;
                    throw failure;
                }
            });
        } catch (ListenerFailure e) {
            throw ListenerFailure.<RuntimeException>unchecked(e.thrown);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
