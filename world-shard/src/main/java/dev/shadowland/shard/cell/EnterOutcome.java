package dev.shadowland.shard.cell;

import dev.shadowland.actors.api.EnterRefusal;

/** What became of a player that wanted in. */
public sealed interface EnterOutcome {
    /** In, at this tick. */
    record Entered(long tick) implements EnterOutcome {}

    /** Not in. */
    record Refused(EnterRefusal reason) implements EnterOutcome {}
}
