package dev.shadowland.protocol.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * libsodium's functions for the cipher, and native memory. Each cipher call exists twice: with
 * plain addresses, which makes no object, and with segments, which may be of the heap. All are
 * critical: they take microseconds and never wait. Loading this class loads the library, and fails
 * where there is none.
 */
final class Sodium {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = library();
    private static final FunctionDescriptor SEAL_AT =
            FunctionDescriptor.of(
                    JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                    JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor SEAL_IN =
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG,
                    JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor OPEN_IN =
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG,
                    JAVA_LONG, JAVA_LONG);
    private static final String SEAL = "crypto_aead_chacha20poly1305_ietf_encrypt";
    private static final String OPEN = "crypto_aead_chacha20poly1305_ietf_decrypt";

    private static final MethodHandle ENCRYPT_AT = bind(LIBRARY, SEAL, SEAL_AT);
    private static final MethodHandle DECRYPT_AT = bind(LIBRARY, OPEN, SEAL_AT);
    private static final MethodHandle ENCRYPT_IN = bind(LIBRARY, SEAL, SEAL_IN);
    private static final MethodHandle DECRYPT_IN = bind(LIBRARY, OPEN, OPEN_IN);
    private static final MethodHandle MEMZERO =
            bind(LIBRARY, "sodium_memzero", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle CALLOC =
            bind(
                    LINKER.defaultLookup(),
                    "calloc",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle FREE =
            bind(LINKER.defaultLookup(), "free", FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MemorySegment MEMORY = allMemory();
    private static final String VERSION = init();

    private Sodium() {}

    private static SymbolLookup library() {
        try {
            return SodiumLibrary.load();
        } catch (SodiumException e) {
            throw new UnsatisfiedLinkError(e.getMessage());
        }
    }

    // Native access is what it is for; every JVM of ours grants it (jvm.options).
    @SuppressWarnings("restricted")
    private static MethodHandle bind(
            SymbolLookup where, String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(find(where, name), descriptor, Linker.Option.critical(true));
    }

    /**
     * A function that takes addresses and lengths and works for longer than a safepoint should wait
     * for: unlike the cipher's it is not critical.
     */
    @SuppressWarnings("restricted") // See bind.
    static MethodHandle bindSlow(String name, int arguments) {
        MemoryLayout[] layouts = new MemoryLayout[arguments];
        Arrays.fill(layouts, JAVA_LONG);
        return LINKER.downcallHandle(find(LIBRARY, name), FunctionDescriptor.of(JAVA_INT, layouts));
    }

    private static MemorySegment find(SymbolLookup where, String name) {
        return where.find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("libsodium has no " + name));
    }

    /** Without sodium_init the portable code runs, several times slower. */
    private static String init() {
        MethodHandle init = bind(LIBRARY, "sodium_init", FunctionDescriptor.of(JAVA_INT));
        MethodHandle version =
                bind(LIBRARY, "sodium_version_string", FunctionDescriptor.of(ADDRESS));
        try {
            if ((int) init.invokeExact() < 0) {
                throw new UnsatisfiedLinkError("sodium_init failed");
            }
            return text((MemorySegment) version.invokeExact());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    // The library's own constant, which ends in a zero byte. See bind.
    @SuppressWarnings("restricted")
    private static String text(MemorySegment address) {
        return address.reinterpret(64).getString(0);
    }

    static String version() {
        return VERSION;
    }

    /** Zeroed memory, to be freed by {@link #free}. */
    static long allocate(long bytes) {
        try {
            long address = (long) CALLOC.invokeExact(1L, bytes);
            if (address == 0) {
                throw new OutOfMemoryError("no native memory");
            }
            return address;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Overwrites and frees. */
    static void free(long address, long bytes) {
        try {
            MEMZERO.invokeExact(address, bytes);
            FREE.invokeExact(address);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Copies bytes out of the heap. */
    static void copy(byte[] from, long to) {
        MemorySegment.copy(from, 0, MEMORY, JAVA_BYTE, to, from.length);
    }

    /** Copies bytes into the heap. */
    static void copy(long from, byte[] to) {
        MemorySegment.copy(MEMORY, JAVA_BYTE, from, to, 0, to.length);
    }

    /** Writes what a nonce is made of, as it stands in a header. */
    static void putNonce(long at, int connectionId, long sequence) {
        MEMORY.set(JAVA_INT_UNALIGNED, at, connectionId);
        MEMORY.set(JAVA_LONG_UNALIGNED, at + Integer.BYTES, sequence);
    }

    // Only memory of ours is touched through it; a view per key would cost a cache line per
    // datagram. See bind.
    @SuppressWarnings("restricted")
    private static MemorySegment allMemory() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }

    /** Encrypts in place and appends the tag; 0 when it worked. */
    static int seal(
            long text, long length, long associated, long associatedLength, long nonce, long key) {
        try {
            return (int)
                    ENCRYPT_AT.invokeExact(
                            text, 0L, text, length, associated, associatedLength, 0L, nonce, key);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Decrypts in place; {@code length} includes the tag. 0 when it is authentic. */
    static int open(
            long text, long length, long associated, long associatedLength, long nonce, long key) {
        try {
            return (int)
                    DECRYPT_AT.invokeExact(
                            text, 0L, 0L, text, length, associated, associatedLength, nonce, key);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** As above for bytes that may be of the heap. */
    static int seal(
            MemorySegment text, long length, MemorySegment associated, long nonce, long key) {
        try {
            return (int)
                    ENCRYPT_IN.invokeExact(
                            text,
                            0L,
                            text,
                            length,
                            associated,
                            associated.byteSize(),
                            0L,
                            nonce,
                            key);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** As above for bytes that may be of the heap. */
    static int open(
            MemorySegment text, long length, MemorySegment associated, long nonce, long key) {
        try {
            return (int)
                    DECRYPT_IN.invokeExact(
                            text,
                            0L,
                            0L,
                            text,
                            length,
                            associated,
                            associated.byteSize(),
                            nonce,
                            key);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A C function throws nothing: only a call with the wrong types does. */
    static RuntimeException unexpected(Throwable e) {
        if (e instanceof RuntimeException runtime) {
            return runtime;
        }
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("no checked exception leaves a C call", e);
    }
}
