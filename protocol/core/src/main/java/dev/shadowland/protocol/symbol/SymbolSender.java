package dev.shadowland.protocol.symbol;

import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.collections.Object2IntHashMap;

import java.nio.charset.StandardCharsets;

/**
 * The sending half of a symbol pool (seed 2.1 {@code PutSymbol}), one per connection and direction.
 * Ask {@link #idOf}; a symbol that is new is to be defined first, in the same ordered channel as
 * its first use: a connection's {@code Symbols} sees to that, and nothing else can send one.
 * References are the id as a varint. Confined to one thread; known symbols cost no allocation.
 */
public final class SymbolSender {
    /** {@link #idOf}: the peer was not told of the symbol yet. */
    public static final int NEW = -1;

    /** {@link #define}: all 4096 ids are given away. */
    public static final int FULL = -2;

    private final Object2IntHashMap<String> ids = new Object2IntHashMap<>(NEW);

    /** Id of a symbol that was defined, else {@link #NEW}. */
    public int idOf(String symbol) {
        return ids.getValue(symbol);
    }

    /**
     * Gives a symbol the next id and writes the body of its SymbolDefine, at most {@link
     * SymbolDefine#MAX_SIZE} bytes, which the caller sends over the ordered channel before the
     * first reference.
     *
     * @return its id; {@link #FULL} when there is none left, and then nothing is written
     * @throws IllegalArgumentException when it is longer than 80 characters, no well-formed text,
     *     or was defined before
     */
    public int define(String symbol, WireWriter body) {
        requireSymbol(symbol);
        if (ids.containsKey(symbol)) {
            throw new IllegalArgumentException("known: a symbol of " + symbol.length() + " chars");
        }
        int id = ids.size();
        if (id == SymbolDefine.MAX_SYMBOLS) {
            return FULL;
        }
        body.u16(id).bytes(symbol.getBytes(StandardCharsets.UTF_8));
        ids.put(symbol, id);
        return id;
    }

    /**
     * Writes a name as it is, where there is no id for it.
     *
     * @throws IllegalArgumentException when it is longer than 80 characters or no well-formed text
     */
    public static void spellOut(String symbol, WireWriter references) {
        requireSymbol(symbol);
        byte[] text = symbol.getBytes(StandardCharsets.UTF_8);
        references.varUInt(SymbolDefine.SPELLED_OUT).varUInt(text.length).bytes(text);
    }

    private static void requireSymbol(String symbol) {
        if (symbol.codePointCount(0, symbol.length()) > SymbolDefine.MAX_CHARACTERS
                || !StandardCharsets.UTF_8.newEncoder().canEncode(symbol)) {
            throw new IllegalArgumentException(
                    "too long or malformed: a symbol of %d chars".formatted(symbol.length()));
        }
    }

    /** Symbols defined. */
    public int size() {
        return ids.size();
    }
}
