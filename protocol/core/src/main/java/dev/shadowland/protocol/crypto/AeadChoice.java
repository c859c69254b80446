package dev.shadowland.protocol.crypto;

/** Which implementation of the AEAD is wanted; they agree bit for bit. */
public enum AeadChoice {
    /** {@link #LIBSODIUM} where it can be had and passes its test, else {@link #BOUNCYCASTLE}. */
    AUTO,
    /** The C library: two to four times as fast, and makes no garbage. */
    LIBSODIUM,
    /** Pure Java, everywhere. */
    BOUNCYCASTLE
}
