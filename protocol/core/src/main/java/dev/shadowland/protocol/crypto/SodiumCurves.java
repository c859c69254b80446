package dev.shadowland.protocol.crypto;

import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * The curves of libsodium. Each call copies what it needs out of the heap and zeroes and frees the
 * copy before it returns. Ed25519 keys and signatures of low order, which no honest end makes, are
 * refused here and not by every other implementation.
 */
final class SodiumCurves implements Curves.Provider {
    private static final MethodHandle MULTIPLY = Sodium.bindSlow("crypto_scalarmult_curve25519", 3);
    private static final MethodHandle MULTIPLY_BASE =
            Sodium.bindSlow("crypto_scalarmult_curve25519_base", 2);
    private static final MethodHandle KEY_PAIR =
            Sodium.bindSlow("crypto_sign_ed25519_seed_keypair", 3);
    private static final MethodHandle SIGN = Sodium.bindSlow("crypto_sign_ed25519_detached", 5);
    private static final MethodHandle VERIFY =
            Sodium.bindSlow("crypto_sign_ed25519_verify_detached", 4);

    private static final int KEY = Curves.KEY_LENGTH;
    private static final int SIGNATURE = Curves.SIGNATURE_LENGTH;

    /** What libsodium calls an Ed25519 secret key: our private key and the public one behind it. */
    private static final int EXPANDED = 2 * KEY;

    private final String name;

    private SodiumCurves(String name) {
        this.name = name;
    }

    /**
     * Loads the library.
     *
     * @throws SodiumException when it cannot be had
     */
    static Curves.Provider load() throws SodiumException {
        try {
            return new SodiumCurves("libsodium " + Sodium.version());
        } catch (LinkageError e) {
            throw SodiumException.of(e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public byte[] agreementPublicKey(byte[] privateKey) {
        long scalar = Sodium.allocate(2 * KEY);
        try {
            Sodium.copy(privateKey, scalar);
            long point = scalar + KEY;
            require((int) MULTIPLY_BASE.invokeExact(point, scalar));
            return bytes(point, KEY);
        } catch (Throwable e) {
            throw Sodium.unexpected(e);
        } finally {
            Sodium.free(scalar, 2 * KEY);
        }
    }

    @Override
    public boolean agree(byte[] privateKey, byte[] peerPublicKey, byte[] shared) {
        long scalar = Sodium.allocate(3 * KEY);
        try {
            long peer = scalar + KEY;
            long result = peer + KEY;
            Sodium.copy(privateKey, scalar);
            Sodium.copy(peerPublicKey, peer);
            // It says -1 when the result is all zero.
            boolean agreed = (int) MULTIPLY.invokeExact(result, scalar, peer) == 0;
            if (agreed) {
                Sodium.copy(result, shared);
            } else {
                Arrays.fill(shared, (byte) 0);
            }
            return agreed;
        } catch (Throwable e) {
            throw Sodium.unexpected(e);
        } finally {
            Sodium.free(scalar, 3 * KEY);
        }
    }

    @Override
    public byte[] signingPublicKey(byte[] privateKey) {
        long room = 2 * KEY + EXPANDED;
        long seed = Sodium.allocate(room);
        try {
            Sodium.copy(privateKey, seed);
            long publicKey = seed + KEY;
            long expanded = publicKey + KEY;
            require((int) KEY_PAIR.invokeExact(publicKey, expanded, seed));
            return bytes(publicKey, KEY);
        } catch (Throwable e) {
            throw Sodium.unexpected(e);
        } finally {
            Sodium.free(seed, room);
        }
    }

    @Override
    public byte[] sign(byte[] privateKey, byte[] publicKey, byte[] message) {
        long room = EXPANDED + SIGNATURE + (long) message.length;
        long expanded = Sodium.allocate(room);
        try {
            Sodium.copy(privateKey, expanded);
            Sodium.copy(publicKey, expanded + KEY);
            long signature = expanded + EXPANDED;
            long text = signature + SIGNATURE;
            Sodium.copy(message, text);
            require((int) SIGN.invokeExact(signature, 0L, text, (long) message.length, expanded));
            return bytes(signature, SIGNATURE);
        } catch (Throwable e) {
            throw Sodium.unexpected(e);
        } finally {
            Sodium.free(expanded, room);
        }
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        long room = KEY + SIGNATURE + (long) message.length;
        long key = Sodium.allocate(room);
        try {
            long signed = key + KEY;
            long text = signed + SIGNATURE;
            Sodium.copy(publicKey, key);
            Sodium.copy(signature, signed);
            Sodium.copy(message, text);
            return (int) VERIFY.invokeExact(signed, text, (long) message.length, key) == 0;
        } catch (Throwable e) {
            throw Sodium.unexpected(e);
        } finally {
            Sodium.free(key, room);
        }
    }

    private static byte[] bytes(long address, int length) {
        byte[] bytes = new byte[length];
        Sodium.copy(address, bytes);
        return bytes;
    }

    private static void require(int result) {
        if (result != 0) {
            throw new IllegalStateException("libsodium refused a key of ours");
        }
    }
}
