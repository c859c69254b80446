package dev.shadowland.transport.link;

/** The first thread to use something owns it; another one is a mistake of the caller. */
final class OwnerThread {
    private static final long NOBODY = 0;

    private long ownerId = NOBODY;

    void require() {
        long current = Thread.currentThread().threadId();
        if (ownerId == NOBODY) {
            ownerId = current;
        } else if (ownerId != current) {
            throw new IllegalStateException(
                    "owned by thread #%d, called by #%d '%s'"
                            .formatted(ownerId, current, Thread.currentThread().getName()));
        }
    }
}
