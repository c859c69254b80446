package dev.shadowland.deploy.supervise;

/** Where a supervised process stands. */
public enum ChildState {
    /** Not running: not started yet, or waiting for its restart. */
    WAITING,
    /** Running, some of its nodes do not say that they are ready. */
    STARTING,
    /** Running, and all its nodes said once since its start that they are ready. */
    READY,
    /** Ended, and not to be started again. */
    ENDED
}
