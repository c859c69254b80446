package dev.shadowland.protocol.symbol;

import dev.shadowland.protocol.wire.WireReader;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The receiving half of a symbol pool: what the peer defined, by id. Bounded by 4096 symbols of 80
 * characters. Confined to one thread; looking up does not allocate.
 */
public final class SymbolReceiver {
    private final @Nullable String[] symbols = new @Nullable String[SymbolDefine.MAX_SYMBOLS];
    private final WireReader reader = new WireReader();
    private final byte[] utf8 = new byte[SymbolDefine.MAX_SIZE];
    private final CharBuffer text = CharBuffer.allocate(2 * SymbolDefine.MAX_CHARACTERS);
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private int size;

    /**
     * Takes the body of a SymbolDefine.
     *
     * @return false when it is malformed, and then nothing changed: an id above 4095 or defined
     *     before, more than 80 characters, or no UTF-8
     */
    public boolean onDefine(DirectBuffer buffer, int offset, int length) {
        if (length < 2 || length > SymbolDefine.MAX_SIZE) {
            return false;
        }
        int id = reader.wrap(buffer, offset, length).u16();
        if (id >= SymbolDefine.MAX_SYMBOLS || symbols[id] != null) {
            return false;
        }
        String symbol = decode(buffer, offset + 2, length - 2);
        if (symbol == null) {
            return false;
        }
        symbols[id] = symbol;
        size++;
        return true;
    }

    private @Nullable String decode(DirectBuffer buffer, int offset, int length) {
        buffer.getBytes(offset, utf8, 0, length);
        text.clear();
        decoder.reset();
        boolean whole = decoder.decode(ByteBuffer.wrap(utf8, 0, length), text, true).isUnderflow();
        if (!whole || !decoder.flush(text).isUnderflow()) {
            return null;
        }
        String symbol = text.flip().toString();
        int characters = symbol.codePointCount(0, symbol.length());
        return characters <= SymbolDefine.MAX_CHARACTERS ? symbol : null;
    }

    /** The symbol of an id, null when it was not defined. */
    public @Nullable String symbol(int id) {
        return id >= 0 && id < symbols.length ? symbols[id] : null;
    }

    /**
     * Reads a reference, or a name that is spelled out; what was not defined, or is too long or no
     * UTF-8, fails the reader and gives null.
     */
    public @Nullable String read(WireReader references) {
        int id = references.varUInt();
        String symbol = id == SymbolDefine.SPELLED_OUT ? spelledOut(references) : symbol(id);
        if (symbol == null) {
            references.fail();
        }
        return references.failed() ? null : symbol;
    }

    private @Nullable String spelledOut(WireReader references) {
        int length = references.varUInt();
        boolean fits = length >= 0 && length <= 4 * SymbolDefine.MAX_CHARACTERS;
        int at = fits ? references.skip(length) : -1;
        return at < 0 ? null : decode(references.buffer(), at, length);
    }

    /** Symbols defined. */
    public int size() {
        return size;
    }
}
