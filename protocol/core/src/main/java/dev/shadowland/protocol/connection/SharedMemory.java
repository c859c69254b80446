package dev.shadowland.protocol.connection;

import org.jspecify.annotations.Nullable;

/**
 * The memory that a connection was given, or one of its own from the first time that it needs some.
 */
final class SharedMemory {
    private @Nullable ConnectionMemory memory;

    void give(ConnectionMemory given) {
        if (memory != null) {
            throw new IllegalStateException("the connection uses other memory already");
        }
        memory = given;
    }

    ConnectionMemory get() {
        ConnectionMemory present = memory;
        if (present == null) {
            present = new ConnectionMemory();
            memory = present;
        }
        return present;
    }
}
