package dev.shadowland.actors.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Arrays;

/**
 * A login token in its binary form. A type of its own so that no record's text form ever shows a
 * token. Immutable.
 */
public final class TokenBytes {
    private final byte[] bytes;

    private TokenBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies the bytes. */
    @JsonCreator
    public static TokenBytes of(@JsonProperty("bytes") byte[] bytes) {
        return new TokenBytes(bytes.clone());
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "token of " + bytes.length + " bytes";
    }
}
