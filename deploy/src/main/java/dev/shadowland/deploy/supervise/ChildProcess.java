package dev.shadowland.deploy.supervise;

/** A running child, or one that has ended. */
public interface ChildProcess {
    long pid();

    boolean isAlive();

    /** The exit status, 128 + the signal's number after a signal; only once it has ended. */
    int exitStatus();

    /** Asks it to stop (SIGTERM). */
    void terminate();

    /** Ends it at once (SIGKILL). */
    void kill();
}
