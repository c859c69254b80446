package dev.shadowland.protocol.symbol;

import dev.shadowland.protocol.wire.FrameType;

/**
 * Form of SymbolDefine 0x65: id u16 (0..4095) · UTF-8 to the end of the body. Inside of
 * ReliableOrdered only, so that a definition always arrives before its first use.
 */
public final class SymbolDefine {
    /** Type of the frame. */
    public static final int TYPE = FrameType.SYMBOL_DEFINE;

    /** Most symbols per connection and direction. */
    public static final int MAX_SYMBOLS = 4096;

    /** A reference of this value: the name follows, as a varint length and UTF-8. */
    public static final int SPELLED_OUT = MAX_SYMBOLS;

    /** Longest symbol in characters: Unicode code points. */
    public static final int MAX_CHARACTERS = 80;

    /** Longest body: a character has at most 4 bytes. */
    public static final int MAX_SIZE = 2 + 4 * MAX_CHARACTERS;

    private SymbolDefine() {}
}
