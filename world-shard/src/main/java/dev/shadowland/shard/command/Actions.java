package dev.shadowland.shard.command;

import org.agrona.DirectBuffer;

/** What commands do to the world. Called by the cell's thread, each command once. */
@FunctionalInterface
public interface Actions {
    /**
     * Does what a command of the player in a slot says, if it may.
     *
     * @return {@link CommandKind#DONE}, {@link CommandKind#UNKNOWN_KIND} or {@link
     *     CommandKind#REFUSED}
     */
    int apply(int slot, int kind, DirectBuffer body, int offset, int length);
}
