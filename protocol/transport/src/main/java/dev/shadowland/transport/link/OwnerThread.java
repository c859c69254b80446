package dev.shadowland.transport.link;

import org.jspecify.annotations.Nullable;

/** The first thread to use something owns it; another one is a mistake of the caller. */
final class OwnerThread {
    private @Nullable Thread owner;

    void require() {
        Thread current = Thread.currentThread();
        if (owner == null) {
            owner = current;
        } else if (owner != current) {
            throw new IllegalStateException("owned by thread '" + owner.getName() + "', called by '" + current.getName() + "'");
        }
    }
}
