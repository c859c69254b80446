package dev.shadowland.protocol.snapshot;

/** Takes the content of snapshots as {@link SnapshotReader} finds it, on the reader's thread. */
public interface SnapshotHandler {
    /**
     * A snapshot begins.
     *
     * @param tick cluster-wide tick that it shows, u32
     * @param since tick from which on this snapshot's source has told the viewer everything, u32:
     *     what the viewer holds from before and is not told again is gone
     * @param lastInput newest input that the server wholly consumed, u32, 0 before the first
     * @param lastCommand newest command applied (durable ones: saved), u32, 0 before the first
     */
    void onHead(long tick, long since, long lastInput, long lastCommand);

    /**
     * The full state of an entity that the viewer may not know yet. The record is reused after the
     * call.
     */
    void onCreate(long tick, EntityRecord entity);

    /** Some fields of an entity. The record is reused after the call. */
    void onUpdate(long tick, EntityRecord entity);

    /** The entity has left the viewer's interest set. */
    void onRemove(long tick, int id);
}
