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
 * libsodium's functions for the cipher, with plain addresses, which makes no object, and native
 * memory. All are critical: they take microseconds and never wait. Loading this class loads the
 * library, and fails where there is none.
 */
final class Sodium {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = library();
    private static final MethodHandle XOR =
            bind(
                    LIBRARY,
                    "crypto_stream_chacha20_ietf_xor_ic",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT,
                            JAVA_LONG));
    private static final FunctionDescriptor MAC_OF =
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle MAC = bind(LIBRARY, "crypto_onetimeauth_poly1305", MAC_OF);
    private static final MethodHandle VERIFY =
            bind(LIBRARY, "crypto_onetimeauth_poly1305_verify", MAC_OF);
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
        return LINKER.downcallHandle(find(where, name), descriptor, Linker.Option.critical(false));
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

    /**
     * ChaCha20 from block 0 on, over as many bytes; {@code to} and {@code from} may be the same.
     */
    static void xor(long to, long from, long length, long nonce, long key) {
        try {
            int _ = (int) XOR.invokeExact(to, from, length, nonce, 0, key);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Poly1305 under a key that is used once. */
    static void mac(long tag, long text, long length, long key) {
        try {
            int _ = (int) MAC.invokeExact(tag, text, length, key);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Whether that is the tag, in constant time. */
    static boolean isMac(long tag, long text, long length, long key) {
        try {
            return (int) VERIFY.invokeExact(tag, text, length, key) == 0;
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
