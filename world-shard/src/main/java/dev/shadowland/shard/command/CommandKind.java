package dev.shadowland.shard.command;

/** Kinds of commands and events that the server itself knows; games add theirs from 0x100 on. */
public final class CommandKind {
    /** Command: its body, at most {@link #MAX_ECHO} bytes, comes back in the result. */
    public static final int ECHO = 1;

    /** Command: shoot along a yaw u16 and a pitch u16. */
    public static final int SHOOT = 2;

    /** Bytes of a shot's body. */
    public static final int SHOT_BODY = 4;

    /** Event: what became of a command: number u32 · status u8 · body. */
    public static final int RESULT = 1;

    /** Longest body of an echo. */
    public static final int MAX_ECHO = 64;

    /** Status: applied. */
    public static final int DONE = 0;

    /** Status: no such kind. */
    public static final int UNKNOWN_KIND = 1;

    /** Status: the body is not what the kind wants. */
    public static final int REFUSED = 2;

    private CommandKind() {}
}
